import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { cbor, type Cbor } from "./cbor";

interface Credential {
  id: string;
  rpId: string;
  userHandle: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  signCount: number;
}

/** What both ceremonies ask for. `challenge` is base64url, as in the options that a server makes. */
interface Ceremony {
  challenge: string;
  rpId: string;
  origin: string;
  /** False for a gesture without PIN, finger or face, which a careful server refuses. */
  userVerified?: boolean;
}

const flag = { userPresent: 0x01, userVerified: 0x04, attestedCredential: 0x40 };
const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

const clientData = (type: "webauthn.create" | "webauthn.get", { challenge, origin }: Ceremony): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

/** https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data */
function authenticatorData({ rpId, userVerified = true }: Ceremony, signCount: number, attested?: Buffer): Buffer {
  const flags = flag.userPresent | (userVerified ? flag.userVerified : 0) | (attested ? flag.attestedCredential : 0);
  const fixed = Buffer.alloc(5);
  fixed.writeUInt8(flags, 0);
  fixed.writeUInt32BE(signCount, 1);
  return Buffer.concat([sha256(rpId), fixed, attested ?? Buffer.alloc(0)]);
}

/** The public key as COSE writes it: kind EC2 (1: 2), ES256 (3: -7), curve P-256 (-1: 1), x (-2), y (-3). */
function coseKey(publicKey: KeyObject): Buffer {
  const { x, y } = publicKey.export({ format: "jwk" });
  const entries: [number, Cbor][] = [[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x!, "base64url")], [-3, Buffer.from(y!, "base64url")]];
  return cbor(new Map(entries));
}

/** Id of the model (none), length of the credential's id, the id, the key. */
function attestedCredential({ id, publicKey }: Credential): Buffer {
  const bytes = Buffer.from(id, "base64url");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([Buffer.alloc(16), length, bytes, coseKey(publicKey)]);
}

/**
 * A passkey in software, for tests: what a browser and an authenticator answer, signed with ES256, in the JSON forms of
 * @simplewebauthn. Unlike the authenticator of a browser it answers for any origin and relying party, and without the
 * person's verification where a test wants that.
 */
export class SoftAuthenticator {
  private readonly credentials: Credential[] = [];

  /** Makes a passkey. `userHandle` is the `user.id` of the options (base64url). */
  create(ceremony: Ceremony & { userHandle?: string }): RegistrationResponseJSON {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { rpId, userHandle = base64url(randomBytes(16)) } = ceremony;
    const made: Credential = { id: base64url(randomBytes(32)), rpId, userHandle, privateKey, publicKey, signCount: 0 };
    this.credentials.push(made);
    const authData = authenticatorData(ceremony, made.signCount, attestedCredential(made));
    const attestation = new Map<string, Cbor>([["fmt", "none"], ["attStmt", new Map()], ["authData", authData]]);
    return {
      id: made.id,
      rawId: made.id,
      type: "public-key",
      authenticatorAttachment: "platform",
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(clientData("webauthn.create", ceremony)),
        attestationObject: base64url(cbor(attestation)),
        authenticatorData: base64url(authData),
        publicKey: base64url(publicKey.export({ type: "spki", format: "der" })),
        publicKeyAlgorithm: -7,
        transports: ["internal"],
      },
    };
  }

  /** Signs with the passkey named, else with the one made last. Each gesture counts one up, unless `counter` says what to claim. */
  get(ceremony: Ceremony & { credentialId?: string; counter?: number }): AuthenticationResponseJSON {
    const held = this.find(ceremony.credentialId);
    held.signCount = ceremony.counter ?? held.signCount + 1;
    const authData = authenticatorData(ceremony, held.signCount);
    const client = clientData("webauthn.get", ceremony);
    return {
      id: held.id,
      rawId: held.id,
      type: "public-key",
      authenticatorAttachment: "platform",
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(authData),
        signature: base64url(sign("sha256", Buffer.concat([authData, sha256(client)]), held.privateKey)),
        userHandle: held.userHandle,
      },
    };
  }

  /** The passkey as `WebAuthn.addCredential` of the DevTools protocol takes it: bytes in base64, not in base64url. */
  exported(credentialId?: string) {
    const { id, rpId, userHandle, privateKey, signCount } = this.find(credentialId);
    return {
      credentialId: Buffer.from(id, "base64url").toString("base64"),
      isResidentCredential: true,
      rpId,
      userHandle: Buffer.from(userHandle, "base64url").toString("base64"),
      privateKey: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
      signCount,
    };
  }

  private find(id?: string): Credential {
    const found = id ? this.credentials.find((one) => one.id === id) : this.credentials.at(-1);
    if (!found) throw new Error(id ? `This authenticator has no passkey ${id}` : "This authenticator has no passkey yet");
    return found;
  }
}
