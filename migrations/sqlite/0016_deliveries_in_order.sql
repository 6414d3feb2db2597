-- What is due at a second is sent in the order of its events, which identifiers follow.
DROP INDEX webhook_deliveries_due;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at, id)
    WHERE state = 'waiting';
