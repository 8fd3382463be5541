import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';

/** The content of a small file of our own; null if it is missing, cannot be read, or does not fit the schema. */
export function jsonIn<T extends z.ZodType>(file: string, schema: T): z.output<T> | null {
  try {
    return schema.safeParse(jsonOf(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    return null; // there is none, or it cannot be read
  }
}
