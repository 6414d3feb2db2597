# Builds with the system's OpenSSL and ships a small image that runs as nobody in particular.
FROM rust:1.95-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends libssl-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# Half of the table of addresses that the loader fills in, for a C library of 2.36 or later, which this has.
ENV RUSTFLAGS="-C link-arg=-Wl,-z,pack-relative-relocs"
COPY .cargo .cargo
COPY Cargo.toml Cargo.lock ./
# Dependencies in a layer of their own, so that a change of the source does not rebuild them.
RUN mkdir -p src benches/load tests/it \
    && echo 'fn main() {}' > src/main.rs && touch src/lib.rs benches/load/main.rs tests/it/main.rs \
    && cargo build --profile dist --locked --no-default-features --bin signet \
    && rm -rf src
COPY . .
RUN touch src/main.rs src/lib.rs \
    && cargo build --profile dist --locked --no-default-features --bin signet \
    && mkdir -p /volume/data /volume/keys

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libssl3 ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home signet
COPY --from=build /src/target/dist/signet /usr/local/bin/signet
COPY --from=build --chown=10001:10001 /volume /var/lib/signet
USER 10001
WORKDIR /var/lib/signet
# A public address also needs SIGNET_ISSUER=https://…
ENV SIGNET_LISTEN=0.0.0.0:8080 \
    SIGNET_DATA_DIR=/var/lib/signet/data \
    SIGNET_KEYS_DIR=/var/lib/signet/keys
VOLUME /var/lib/signet
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["signet", "health"]
ENTRYPOINT ["signet"]
CMD ["serve"]
