import { z } from 'zod';

/** A noisy frame of 1920 x 1080 in grey, as base64, stays below this. */
const FRAME_TEXT_LENGTH_MAX = 8_000_000;

export const scannerApi = {
  /** Keeps a frame that could not be read, for the technician; `path` is where. */
  'scanner.saveFrame': {
    input: z.strictObject({ pngBase64: z.base64().max(FRAME_TEXT_LENGTH_MAX) }),
    output: z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true), path: z.string() }),
      z.strictObject({ ok: z.literal(false), detail: z.string() }),
    ]),
  },
} as const;
