import type { Text } from '../../domain/base/text.ts';
import type { ChangeReason } from '../../domain/card/change-reason.ts';
import { cellText, hasLongNumber, isGarbled } from './rows/cell-text.ts';
import { GARBLED, LONG_NUMBER } from './rows/name-cell.ts';

type Reading =
  | { readonly ok: true; readonly reason: ChangeReason | null }
  | { readonly ok: false; readonly why: Text };

/** The reason as it is kept. Refused are numbers of persons, and `other` without words. */
export function readReason(given: ChangeReason | null): Reading {
  if (given === null) return { ok: true, reason: null };
  const words = cellText(given.words) ?? '';
  if (hasLongNumber(words)) return { ok: false, why: named(LONG_NUMBER) };
  if (isGarbled(given.words)) return { ok: false, why: named(GARBLED) };
  if (given.kind === 'other' && words === '') return { ok: false, why: WORDS_WANTED };
  return { ok: true, reason: { kind: given.kind, words } };
}

function named({ zh, en }: Text): Text {
  return { zh: `变更原因：${zh}`, en: `reason: ${en}` };
}

export const REASON_WANTED: Text = {
  zh: '暂停、注销、恢复一张卡或缩短有效期，要写明原因',
  en: 'a reason is needed to suspend, revoke or restore a card, or to shorten its validity',
};
const WORDS_WANTED: Text = { zh: '选“其他原因”时，请写明是什么原因', en: 'say which other reason it is' };
