import type { z } from 'zod';
import { WireError } from '../../protocol/wire.ts';
import { OFFICE_BYTES_MAX } from './body.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { limitedTo, PER_MINUTE } from './request-source.ts';

/**
 * The head of a route that the office alone asks: how often and how much, and what it takes and gives.
 *
 * @param limits - where a route is heavier than most, or takes more
 */
export function officeRoute<Shape extends { readonly summary: string; readonly reply: z.ZodType }>(
  { reply, ...shape }: Shape,
  {
    perMinute = PER_MINUTE.office,
    bodyLimit = OFFICE_BYTES_MAX,
  }: { readonly perMinute?: number; readonly bodyLimit?: number } = {},
) {
  return {
    config: limitedTo(perMinute),
    bodyLimit,
    schema: {
      ...shape,
      security: OFFICE_TOKEN,
      response: { 200: reply as Shape['reply'], default: WireError },
    },
  };
}
