import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DemoCard } from '../host-api/demo-api.ts';

const DEMO_CARDS_MAX = 100;
const DemoCards = z.array(DemoCard).max(DEMO_CARDS_MAX);

/** The cards of the demo tray; none without a file. Throws where the file is not one of demo cards. */
export async function readDemoCards(file: string | undefined): Promise<DemoCard[]> {
  return file === undefined ? [] : DemoCards.parse(JSON.parse(await readFile(file, 'utf8')));
}
