import type { ErrorBody } from "@/lib/errors";
import { contentFault, declaredFault, headLength, type UploadAnswer } from "@/lib/forms/upload";
import { ApiError, offline } from "./error";

export type UploadEnd =
  | UploadAnswer
  /** The person gave up before the whole file had left. */
  | { state: "canceled" };

const empty = { reference: "", fields: [], retryAfterSeconds: null };
/** Who keeps a file that is sent. */
export type Keeper = "Jiko" | "Countersign";

const left: Record<Keeper, string> = {
  Jiko: "The file may have arrived, and an unused copy may remain at Jiko",
  Countersign: "The file may have arrived",
};
const lost = (keeper: Keeper): UploadAnswer => ({
  state: "unknown",
  message: `No answer came back. ${left[keeper]}. You can send it again: that does no harm.`,
  reference: "",
});

/** What is wrong with a file, told before anything of it leaves the browser; null where nothing is. The server checks again. */
export async function fileFault(file: File, documentType: string): Promise<string | null> {
  const declared = declaredFault({ type: file.type, size: file.size }, documentType);
  if (declared) return declared;
  try {
    return contentFault(new Uint8Array(await file.slice(0, headLength).arrayBuffer()), file.type);
  } catch {
    return "This file cannot be read. Choose it again.";
  }
}

interface Sending {
  keeper: Keeper;
  /** Bytes that have left, of all. */
  onProgress(sent: number): void;
  signal: AbortSignal;
}

/**
 * Sends a file to a route of ours as it is. XMLHttpRequest, because fetch does not tell how far an upload is. A refusal is
 * an `ApiError`; where all had left and no answer came, nobody knows, and the end says so.
 */
export function sendFile(path: string, file: File, { keeper, onProgress, signal }: Sending): Promise<UploadEnd> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let all = false;
    const gone = () => (all ? resolve(lost(keeper)) : signal.aborted ? resolve({ state: "canceled" }) : reject(offline()));
    request.upload.onprogress = ({ loaded }) => onProgress(Math.min(loaded, file.size));
    request.upload.onload = () => {
      all = true;
      onProgress(file.size);
    };
    request.onerror = gone;
    request.onabort = gone;
    request.onload = () => {
      const body = read(request.responseText);
      if (request.status < 300 && body && "state" in body) return resolve(body as UploadAnswer);
      if (body && "code" in body) return reject(new ApiError(request.status, { ...empty, ...(body as ErrorBody) }));
      if (all) return resolve(lost(keeper));
      const message = `Something between this browser and Countersign answered with status ${request.status}. Nothing was sent to ${keeper}.`;
      reject(new ApiError(request.status, { ...empty, code: "internal", message }));
    };
    request.open("POST", path);
    request.setRequestHeader("countersign-command", "1");
    request.setRequestHeader("content-type", file.type);
    request.setRequestHeader("countersign-file-name", encodeURIComponent(file.name));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

function read(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
