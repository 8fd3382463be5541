import { DAY_MS } from '../../domain/base/duration.ts';

/** A server that asks for more than a day is not believed. */
const RETRY_AFTER_MS_MAX = DAY_MS;

/** `Retry-After` (RFC 9110, 10.2.3) in milliseconds from `nowMs`: seconds or a date; null for anything else. */
export function retryAfterMsOf(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const delayMs = /^[0-9]+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(delayMs) ? null : Math.min(Math.max(0, delayMs), RETRY_AFTER_MS_MAX);
}
