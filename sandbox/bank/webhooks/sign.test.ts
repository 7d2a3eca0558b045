import { expect, it } from "vitest";
import { signatureOf } from "./sign";

it("signs as the reference's check value says", () => {
  const body = '{"event_id":"7a0d3f52-6b1e-5c84-8f3d-21e9c07ab644","event_type":"transfers.on-us.received"}';
  expect(signatureOf("example-shared-secret-0001", body)).toBe("wyA/LqZQ6uVo5HuWYt0TG+CMnr9xKlzTzGwnQ/DWCds=");
});
