# One image for both: `docker run … broker [flags]` or `docker run … agent [flags]`, see docs/local-development.md.
ARG BUILD_BASE=node:24-bookworm
ARG RUN_BASE=node:24-bookworm-slim

FROM ${BUILD_BASE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# For another registry than npm's own; it is not in the image that comes out.
ARG NPM_CONFIG_REGISTRY
# With the headers that came with Node.js, should SQLite's driver have to be compiled.
RUN npm_config_nodedir=/usr/local JOBS=max npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY libs libs
COPY apps apps
RUN npm run build \
 && npm prune --omit=dev --omit=optional --no-audit --no-fund \
 && rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/build/Release/obj* \
 && find node_modules -name '*.map' -delete

FROM ${RUN_BASE}
RUN groupadd --system --gid 999 docker-broker \
 && useradd --system --uid 999 --gid docker-broker --home-dir /data --shell /usr/sbin/nologin docker-broker \
 && install -d -o docker-broker -g docker-broker -m 0700 /data
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY config config
COPY apps/container/*.mjs ./

ENV NODE_ENV=production DATA_DIR=/data AGENT_BEATFILE=/tmp/agent.beat MALLOC_TRIM_THRESHOLD_=65536
USER docker-broker
VOLUME /data
EXPOSE 9998
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s CMD ["node", "healthcheck.mjs"]
# Node.js itself gets the signals: no shell and no npm in between.
ENTRYPOINT ["node", "--max-semi-space-size=4", "--no-parallel-scavenge", "--heap-growing-percent=100", "--no-allocation-site-pretenuring", "start.mjs"]
CMD ["broker"]
