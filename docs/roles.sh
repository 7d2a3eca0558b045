#!/bin/bash
# Makes the database and its two roles when a new server starts for the first time (see compose.yaml).
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --username postgres \
  --set=owner="$(cat /run/secrets/database-owner)" --set=app="$(cat /run/secrets/database-app)" <<'SQL'
CREATE ROLE countersign_owner LOGIN PASSWORD :'owner';
CREATE ROLE countersign_app LOGIN PASSWORD :'app';
CREATE DATABASE countersign OWNER countersign_owner;
REVOKE ALL ON DATABASE countersign FROM PUBLIC;
GRANT CONNECT ON DATABASE countersign TO countersign_app;
SQL
