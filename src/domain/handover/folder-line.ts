import { SECOND_MS } from '../base/duration.ts';
import { csvOf } from '../print/csv.ts';
import type { Handover } from './handover.ts';
import { shanghaiSecondOf } from './shanghai-second.ts';

const COLUMNS = ['id', 'of', 'action', 'card', 'name', 'name_kind', 'at', 'mode'];

/** One file for each message: what reads the folder takes whole files, and names in order are in the order of the desk. */
export function folderFileOf(handover: Handover): { readonly name: string; readonly text: string } {
  const { id, of, action, cardNumber, name, isFullName, atMs, isTest } = handover;
  const at = shanghaiSecondOf(atMs);
  const row = [
    id,
    of,
    action,
    cardNumber,
    name ?? '',
    isFullName ? 'full' : 'masked',
    at,
    isTest ? 'test' : 'live',
  ];
  const time = at.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replace(/[-:T]/g, '');
  const thousandths = String(atMs % SECOND_MS).padStart(3, '0');
  return { name: `handover-${time}${thousandths}-${id}.csv`, text: csvOf([COLUMNS, row]) };
}
