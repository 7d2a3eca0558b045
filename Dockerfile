# The product alone: no sandbox, no test tools. Node 22 has security support; the packages also run on 20 and 24.
FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NEXT_OUTPUT=standalone
RUN npm run build

FROM node:22-bookworm-slim AS migrate
# Run once before each new version, as the role that owns the schema (MIGRATION_DATABASE_URL).
WORKDIR /app
COPY --from=build /build /app
USER node
CMD ["npm", "run", "--silent", "migrate"]

FROM node:22-bookworm-slim AS product
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NEXT_MANUAL_SIG_HANDLE=true HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build --chown=root:root /build/.next/standalone ./
COPY --from=build --chown=root:root /build/.next/static ./.next/static
COPY --from=build --chown=root:root /build/public ./public
# The files belong to root and the program runs as node: it can change none of its own code.
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
