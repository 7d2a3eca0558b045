// Where messages go to in tests: a mail server and a channel's webhook on this machine.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface Mail {
  from: string;
  to: string[];
  /** Headers and body, as they came. */
  raw: string;
}

/** Takes mail; `refuse` answers an SMTP status for a recipient, or null to take it. Starts again on the same port after `stop`. */
export class MailServer {
  mails: Mail[] = [];
  refuse: (recipient: string) => number | null = () => null;
  private server: SMTPServer | null = null;
  private port = 0;

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      onRcptTo: ({ address }, _session, answer) => {
        const status = this.refuse(address);
        answer(status === null ? null : Object.assign(new Error(`no such mailbox ${address}`), { responseCode: status }));
      },
      onData: (stream, session, answer) => {
        let raw = "";
        stream.on("data", (chunk: Buffer) => (raw += chunk.toString()));
        stream.on("end", () => {
          const { mailFrom, rcptTo } = session.envelope;
          this.mails.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), raw });
          answer();
        });
      },
    });
    server.on("error", () => undefined);
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }
}

/** A channel's incoming webhook, which answers `status` and keeps what it was sent. */
export async function channelServer() {
  const channel = { posts: [] as { text: string }[], status: 200, url: "", stop: () => Promise.resolve() };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      channel.posts.push(JSON.parse(body) as { text: string });
      response.writeHead(channel.status).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  channel.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T1/B2/secret`;
  channel.stop = () => new Promise((resolve) => server.close(() => resolve()));
  return channel;
}
