import { appUrl } from "./product";

/** What a person needs to begin, printed when everything runs. */
export const welcome = (port: number, hint: string) => `
  Countersign is ready:  ${appUrl(port)}

  Sign in with one of these (each in a browser or profile of its own; password countersign, one-time code 000000):

    initiator.one@example.com   files transfers
    approver.one@example.com    signs them off     (also approver.two, approver.three)
    admin.one@example.com       both, for requests of others   (also admin.two)
    viewer.one@example.com      looks

  The company, its cash and its payees are made up by the sandbox; every start is fresh.
  ${hint}
`;
