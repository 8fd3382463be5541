/** Asks a district of this process as its office; throws for whatever is no success. */
export type OfficeAsker = (path: string, body?: object | Buffer) => Promise<unknown>;

export function officeAsker({
  url,
  officeToken,
}: {
  readonly url: string;
  readonly officeToken: string;
}): OfficeAsker {
  return async (path, body) => {
    const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
    const response = await fetch(`${url}/v1/office/${path}`, {
      headers: {
        authorization: `Bearer ${officeToken}`,
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined
        ? {}
        : { method: 'POST', body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}
