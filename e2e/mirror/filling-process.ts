/** Another process of the product, as far as the mirror goes: fills a customer's copy of the transactions until it is killed. */
import { createJiko } from "@/lib/jiko/transport";
import { follow } from "@/lib/desk/mirror/follow";

const { TEST_API_URL, TEST_TOKEN, TEST_CUSTOMER } = process.env as Record<string, string>;
const token = { value: TEST_TOKEN!, type: "Bearer", dpopKey: null } as const;
const jiko = createJiko({ apiUrl: TEST_API_URL!, deadlineMs: 5_000, downloadHosts: [], signing: null });
const client = jiko.as({ budgetKey: "process", kind: "background", token: async () => token });
console.log("ready");
for (;;) await follow({ customerId: TEST_CUSTOMER!, kind: "transactions" }, new AbortController().signal, async () => client);
