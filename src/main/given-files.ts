import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LineTrust } from '../host/district/line-trust.ts';
import { DemoCard } from '../host-api/demo-api.ts';
import { PinnedTrust } from '../host-api/trust-api.ts';

/** The build writes it beside the program; see `electron.vite.config.ts`. */
export const PINNED_TRUST_FILE = 'pinned-trust.json';
const DEMO_CARDS_MAX = 100;
const DemoCards = z.array(DemoCard).max(DEMO_CARDS_MAX);

/** Whom this kiosk believes. Rejects where the file is not there or not what the build writes. */
export function readPinnedTrust(file: string): Promise<PinnedTrust> {
  return written(file, PinnedTrust);
}

/** The cards of the demo tray; none without a file. Rejects where the file is not one of demo cards. */
export async function readDemoCards(file: string | undefined): Promise<DemoCard[]> {
  return file === undefined ? [] : written(file, DemoCards);
}

/** The technician's settings of the line. Rejects if the file is not one that `npm start` writes. */
export async function readLineTrust(file: string | undefined): Promise<LineTrust | undefined> {
  return file === undefined ? undefined : written(file, LineTrust);
}

/** What is wrong with the file stands in the error. */
async function written<T extends z.ZodType>(file: string, schema: T): Promise<z.output<T>> {
  return schema.parse(JSON.parse(await readFile(file, 'utf8')));
}
