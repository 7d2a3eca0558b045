import { startCluster } from "../database";

/** Started once for a run of the integration tests; each test file makes its own database on it. */
export default async function setup() {
  const cluster = await startCluster({ durable: false });
  process.env.TEST_DATABASE_ADMIN_URL = cluster.adminUrl;
  return () => cluster.stop();
}
