import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';

/** What a small file of our own says; null where there is none, where it cannot be read, or where it says something else. */
export function jsonIn<T extends z.ZodType>(file: string, schema: T): z.output<T> | null {
  try {
    return schema.safeParse(jsonOf(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    return null; // none, or not to be read
  }
}
