//! What every store promises, as tests that any of them can be put to.
//!
//! Each test gets an empty store. [`contract_tests`] makes tests of them all,
//! given a function that returns a store and what must outlive it.

pub mod answers;
pub mod attempts;
pub mod batches;
pub mod clients;
pub mod consents;
pub mod credentials;
pub mod deletions;
pub mod devices;
pub mod directory;
pub mod endings;
pub mod epochs;
pub mod events;
pub mod figures;
pub mod grants;
pub mod groups;
pub mod housekeeping;
pub mod key_readers;
pub mod links;
pub mod logouts;
pub mod mails;
pub mod passkey_offers;
pub mod provisioning;
pub mod scim_tokens;
pub mod sessions;
pub mod signing_keys;
pub mod spent;
pub mod users;
pub mod webhooks;

pub mod samples;

macro_rules! contract_tests {
    ($make:path) => {
        crate::store::contract::contract_tests! { $make =>
            answers: [
                an_answer_is_kept_with_its_write,
                an_answer_is_kept_once_and_nothing_is_done_twice,
                what_did_not_happen_is_not_answered,
                answers_are_forgotten_after_a_day,
            ]
            attempts: [
                counts_what_came_before,
                a_quiet_window_starts_again,
                looking_does_not_count,
                an_attempt_that_was_not_looked_at_is_taken_back,
                cleared_counters_start_again,
            ]
            batches: [
                changes_are_made_together,
                a_change_that_cannot_be_made_leaves_the_others_unmade,
                what_has_changed_meanwhile_is_left_alone,
                who_is_shut_out_or_given_a_password_is_signed_out,
                people_groups_and_targets_go_as_they_were_seen,
            ]
            clients: [
                what_is_registered_comes_back,
                a_replacement_keeps_when_it_was_made,
                clients_are_listed_by_id,
                a_removed_client_takes_consents_and_families_along,
                an_unknown_client_is_not_removed,
                every_change_raises_the_revision,
                the_end_of_trust_ends_what_nobody_allowed,
            ]
            consents: [
                scopes_allowed_before_stay_allowed,
                consents_are_listed_newest_first,
                a_revoked_consent_ends_the_families_of_the_pair,
                revoking_without_consent_ends_families_too,
                an_unknown_client_cannot_be_allowed,
            ]
            credentials: [
                a_passkey_counts_up_or_not_at_all,
                names_are_changed_by_their_owner,
                what_is_set_up_comes_back_oldest_first,
                a_use_raises_the_counter_and_counts_once,
                one_of_many_uses_counts,
                a_change_upon_other_factors_does_nothing,
                what_is_removed_is_gone_and_nothing_else,
                other_sessions_end_with_a_change,
                a_session_that_has_ended_changes_nothing,
                one_of_many_first_factors_is_set_up,
            ]
            deletions: [
                who_leaves_is_signed_out_and_may_come_back,
                an_account_is_deleted_when_its_time_has_come,
                the_last_owner_stays,
            ]
            devices: [
                a_device_waits_until_it_is_decided,
                devices_of_somebody_are_those_that_they_allowed,
                one_decision_counts,
                what_is_approved_is_remembered_with_the_decision,
                who_asks_too_soon_waits_longer,
                devices_are_bounded_in_number,
                devices_are_forgotten_at_their_end,
            ]
            directory: [
                lists_go_on_where_they_ended,
                people_are_found_by_what_they_are_called_now,
                a_person_is_replaced_as_they_were_seen,
                the_last_owner_stays,
                who_is_removed_takes_everything_along,
                sessions_and_consents_and_apps_come_in_pages,
                apps_are_found_in_whatever_case_among_many,
            ]
            endings: [
                all_sessions_end_and_their_apps_are_told,
                all_families_end_and_nobody_is_told_twice,
                what_a_clock_ahead_has_begun_ends_too,
                an_end_is_carried_out_by_one_and_the_latest_counts,
            ]
            epochs: [
                what_was_proved_before_an_end_begins_nothing,
                a_session_goes_on_only_by_what_counts_now,
                of_sign_ins_at_the_time_of_an_end_none_is_left,
                a_password_is_changed_by_who_knew_the_present_one,
                a_factor_is_set_up_in_its_epoch,
            ]
            figures: [
                what_there_is_is_counted,
                figures_of_several_nodes_add_up,
                figures_are_forgotten_after_a_week,
            ]
            events: [
                an_event_is_written_with_its_write,
                what_did_not_happen_is_not_told,
                events_are_found_by_what_they_are_about,
                the_newest_of_several_kinds_are_found,
                the_chain_goes_on_where_it_ends,
                the_chain_is_cut_at_its_beginning,
                notes_are_found_and_bounded,
                ways_through_sign_ins_are_found_page_by_page,
                a_place_is_taken_by_one,
            ]
            grants: [
                what_is_redeemed_comes_back,
                a_replay_ends_the_family,
                one_of_many_redemptions_is_first,
                a_refresh_raises_the_generation,
                the_generation_before_is_forgiven_within_the_window,
                a_retry_after_the_window_ends_the_family,
                an_older_generation_ends_the_family_at_once,
                one_of_many_refreshes_rotates,
                families_die_of_age_and_idleness,
                what_never_was_is_dead,
                ended_families_stay_ended,
                families_of_a_pair_end_together,
                single_access_tokens_are_revoked,
            ]
            groups: [
                a_group_is_made_once,
                groups_are_listed_by_name,
                members_stand_where_people_say_they_are,
                members_and_roles_follow_the_name,
            ]
            housekeeping: [
                the_deployment_keeps_its_identifier,
                an_empty_store_is_at_revision_zero,
                a_sweep_takes_what_has_expired,
                a_sweep_is_bounded_and_takes_the_oldest,
                families_are_swept_by_whole_days,
                changes_are_told_from_where_one_stands,
                who_missed_too_many_changes_forgets_everybody,
                answers_a_ping,
                a_closed_store_fails,
            ]
            key_readers: [
                times_only_move_apart,
                a_flood_of_readers_is_bounded,
                readers_are_forgotten_after_a_month,
            ]
            links: [
                a_link_works_once_and_does_what_it_is_for,
                one_of_many_uses_of_a_link_counts,
                using_a_link_voids_the_others_of_the_person,
                links_end_with_what_they_were_asked_for_upon,
                a_link_expires,
                links_of_somebody_are_those_that_can_be_used,
                a_link_that_cannot_do_its_work_stays_good,
                invitations_are_listed_until_they_are_used_or_withdrawn,
            ]
            logouts: [
                apps_that_want_to_be_told_are_told_once,
                apps_are_told_when_somebody_else_signs_in,
                apps_are_told_when_everything_ends,
                an_attempt_is_made_by_one,
                what_was_answered_is_kept,
                deliveries_are_forgotten_after_a_week,
                clients_of_a_session_are_known,
            ]
            mails: [
                a_letter_waits_until_it_is_due,
                letters_that_wait_are_found_by_their_recipient,
                a_letter_is_sent_with_its_write,
                of_what_did_not_happen_no_letter_is_sent,
                the_latest_letters_come_first,
                an_attempt_is_made_by_one,
                what_was_sent_or_refused_is_forgotten,
                letters_are_forgotten_after_a_week,
            ]
            passkey_offers: [
                what_a_person_says_last_is_kept,
                nothing_is_kept_of_who_is_gone,
            ]
            provisioning: [
                people_and_groups_come_from_a_place_on,
                what_others_know_them_by_comes_back,
                groups_are_written_with_their_members,
            ]
            scim_tokens: [
                tokens_come_back_and_go,
                last_uses_never_move_back,
            ]
            sessions: [
                what_began_comes_back,
                a_sign_in_clears_its_counters,
                a_session_goes_on_under_a_new_secret,
                families_go_on_with_their_session,
                only_a_live_session_of_the_same_person_goes_on,
                families_end_when_somebody_else_signs_in,
                a_session_that_cannot_begin_leaves_the_one_before,
                live_sessions_are_listed_newest_first,
                last_uses_never_move_back,
                an_ended_session_ends_all_families_but_offline_ones,
                other_sessions_end_together,
            ]
            signing_keys: [
                keys_come_back_oldest_first,
                keys_are_changed_and_removed,
                public_halves_are_kept_until_they_are_forgotten,
                a_change_at_an_old_revision_does_nothing,
                one_of_many_changes_happens,
            ]
            spent: [
                a_first_use_is_told_from_the_next,
                one_of_many_uses_is_first,
                a_use_is_forgotten_after_its_time,
            ]
            users: [
                what_is_known_of_a_person_comes_back,
                many_people_are_made_all_or_none,
                an_account_is_found_by_name_and_by_address,
                a_name_is_nobody_elses_name_or_address,
                an_address_is_nobody_elses_name_or_address,
                a_refused_account_leaves_nothing,
                the_own_name_may_be_the_own_address,
                an_update_replaces_all_but_password_and_creation,
                a_subject_is_nobody_elses,
                an_update_cannot_take_a_name,
                a_profile_is_written_over_what_there_is,
                one_of_many_owners_is_created,
                pages_follow_the_ids,
                a_new_password_ends_everything_if_asked,
                a_hash_is_renewed_only_from_the_old_one,
                disabling_ends_everything,
            ]
            webhooks: [
                targets_come_back_and_go,
                chained_events_are_sent_once,
                an_attempt_is_made_by_one,
            ]
        }
    };
    ($make:path => $($room:ident: [$($name:ident,)*])*) => {
        $(mod $room {
            $(#[tokio::test]
            async fn $name() {
                let (store, _kept) = $make().await;
                crate::store::contract::$room::$name(&store).await;
            })*
        })*
    };
}

pub(crate) use contract_tests;
