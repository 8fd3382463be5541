import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** About five times what 500 entries with the longest permitted texts need. */
export const UNPACKED_BYTES_MAX = 4 * 1024 * 1024;

/** The largest body of a request from the office, except for enrolment codes, in bytes. */
export const OFFICE_BYTES_MAX = 4 * 1024;

const gunzipAsync = promisify(gunzip);

/**
 * JSON is the one kind of body, plain or gzip. A route's `bodyLimit` bounds what comes over the line, and
 * `UNPACKED_BYTES_MAX` what it unpacks to.
 */
export function acceptJson(app: FastifyInstance): void {
  // An entry of a newer release may have a field of any name; what is read of it is copied field by field.
  const parseJson = app.getDefaultJsonParser('error', 'ignore');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    request.sentBody = body;
    unpack(body, request.headers['content-encoding']).then(
      (text) => parseJson(request, text, done),
      (thrown: Error) => done(thrown),
    );
  });
}

async function unpack(body: Buffer, encoding: string | undefined): Promise<string> {
  switch (encoding?.trim().toLowerCase() ?? 'identity') {
    case 'identity':
      return body.toString('utf8');
    case 'gzip':
      return (await gunzipBounded(body)).toString('utf8');
    default:
      throw clientError(400, 'the content encoding must be gzip or none');
  }
}

async function gunzipBounded(body: Buffer): Promise<Buffer> {
  try {
    return await gunzipAsync(body, { maxOutputLength: UNPACKED_BYTES_MAX });
  } catch (thrown) {
    const isTooLarge = thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? clientError(413, 'unpacks to too much') : clientError(400, 'the body is not gzip');
  }
}

function clientError(statusCode: 400 | 413, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}
