import type { DeskState } from '../../../desk/desk-state.ts';
import type { StaffRole } from '../../../domain/staff/member.ts';

/** The sections of the settings, in the order of the page. */
export const SECTIONS = [
  'desk',
  'camera',
  'hand-scanner',
  'printer',
  'prices',
  'look',
  'district',
  'names',
  'data',
  'about',
] as const;
export type SectionId = (typeof SECTIONS)[number];

/** The sections that a role seldom needs. They are hidden behind one more click; what a role may do the host decides. */
const ASIDE: Readonly<Record<StaffRole, readonly SectionId[]>> = {
  clerk: ['camera', 'hand-scanner', 'district', 'names', 'data'],
  supervisor: ['hand-scanner', 'district'],
  technician: ['prices'],
};

/** The role of the member who allowed the settings, or else of the member who works; null if nobody is signed in. */
export function roleOfSettings({ session, approval }: DeskState['staff']): StaffRole | null {
  if (session === null) return null;
  return approval?.permission === 'settings' ? approval.member.role : session.member.role;
}

/** The sections to show. A search looks in all sections, hidden or not. */
export function shownSections(given: {
  readonly role: StaffRole | null;
  readonly isAll: boolean;
  readonly text: string;
  /** The title of a section and the words that lead to it. */
  readonly wordsOf: (section: SectionId) => string;
}): readonly SectionId[] {
  const { role, isAll, wordsOf } = given;
  const text = plain(given.text);
  if (text !== '') return SECTIONS.filter((section) => plain(wordsOf(section)).includes(text));
  return isAll || role === null ? SECTIONS : SECTIONS.filter((section) => !ASIDE[role].includes(section));
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
