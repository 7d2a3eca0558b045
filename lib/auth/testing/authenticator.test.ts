import { createPrivateKey, createPublicKey } from "node:crypto";
import { generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { describe, expect, it } from "vitest";
import { SoftAuthenticator } from "./authenticator";

const site = { rpId: "localhost", origin: "http://localhost:3000" };
const expected = { expectedOrigin: site.origin, expectedRPID: site.rpId };
const [first, second] = ["Zmlyc3Q", "c2Vjb25k"];

const registered = (authenticator: SoftAuthenticator, userVerified = true) =>
  verifyRegistrationResponse({
    response: authenticator.create({ ...site, challenge: first, userVerified }),
    expectedChallenge: first,
    requireUserVerification: true,
    ...expected,
  });

async function enrolled() {
  const authenticator = new SoftAuthenticator();
  const { registrationInfo } = await registered(authenticator);
  const signed = (asked: Partial<Parameters<SoftAuthenticator["get"]>[0]> = {}) =>
    verifyAuthenticationResponse({
      response: authenticator.get({ ...site, challenge: second, ...asked }),
      expectedChallenge: second,
      requireUserVerification: true,
      credential: registrationInfo!.credential,
      ...expected,
    });
  return { authenticator, credential: registrationInfo!.credential, signed };
}

describe("a passkey in software", () => {
  it("is enrolled by what a server asks", async () => {
    const options = await generateRegistrationOptions({ rpName: "Countersign", rpID: site.rpId, userName: "Approver One" });
    const authenticator = new SoftAuthenticator();
    const response = authenticator.create({ ...site, challenge: options.challenge, userHandle: options.user.id });
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: options.challenge,
      ...expected,
    });
    expect(verified).toBe(true);
    expect(registrationInfo).toMatchObject({ fmt: "none", userVerified: true, credentialDeviceType: "singleDevice" });
    expect(registrationInfo?.credential).toMatchObject({ id: response.id, counter: 0, transports: ["internal"] });
  });

  it("signs what it is asked to, counting up", async () => {
    const { signed } = await enrolled();
    await expect(signed()).resolves.toMatchObject({ verified: true, authenticationInfo: { newCounter: 1, userVerified: true } });
    await expect(signed()).resolves.toMatchObject({ verified: true, authenticationInfo: { newCounter: 2 } });
    await expect(signed({ counter: 40 })).resolves.toMatchObject({ authenticationInfo: { newCounter: 40 } });
  });

  it("is refused without the person's verification where that is required", async () => {
    await expect(registered(new SoftAuthenticator(), false)).rejects.toThrow("User verification was required");
    const { signed } = await enrolled();
    await expect(signed({ userVerified: false })).rejects.toThrow("User verification required");
  });

  it.each([
    ["challenge", { challenge: first }],
    ["origin", { origin: "http://localhost:3001" }],
    ["relying party", { rpId: "example.com" }],
  ])("is refused for another %s", async (_name, asked) => {
    const { signed } = await enrolled();
    await expect(signed(asked)).rejects.toThrow();
  });

  it("does not pass for another passkey", async () => {
    const { authenticator, signed, credential } = await enrolled();
    const other = authenticator.create({ ...site, challenge: first });
    await expect(signed()).resolves.toMatchObject({ verified: false });
    await expect(signed({ credentialId: credential.id })).resolves.toMatchObject({ verified: true });
    expect(authenticator.get({ ...site, challenge: first }).id).toBe(other.id);
    expect(() => authenticator.get({ ...site, challenge: first, credentialId: "bm8" })).toThrow("no passkey");
  });

  it("hands itself over to a browser's virtual authenticator", async () => {
    const { authenticator, credential, signed } = await enrolled();
    await signed();
    const { credentialId, privateKey, ...rest } = authenticator.exported();
    expect(Buffer.from(credentialId, "base64").toString("base64url")).toBe(credential.id);
    expect(rest).toMatchObject({ rpId: "localhost", isResidentCredential: true, signCount: 1 });
    const key = createPrivateKey({ key: Buffer.from(privateKey, "base64"), type: "pkcs8", format: "der" });
    const { x } = createPublicKey(key).export({ format: "jwk" });
    expect(Buffer.from(credential.publicKey).includes(Buffer.from(x!, "base64url"))).toBe(true);
  });
});
