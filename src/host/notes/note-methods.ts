import type { HostMethods } from '../host-methods.ts';
import type { HostParts } from '../host-parts.ts';
import { noteLine } from './note-line.ts';

type NoteMethod = Extract<keyof HostMethods, `notes.${string}` | `district.${string}Notes`>;

/** Answers the calls about notes. */
export function noteMethodsOf({ profile, line }: HostParts): Pick<HostMethods, NoteMethod> {
  const { notes, journals } = profile;
  const notesLine = noteLine({
    ...{ notes, journals, line },
    disk: profile.disk,
    siteIds: () => profile.enrolment()?.siteIds ?? [],
    monotonicMs: profile.monotonicMs,
  });
  return {
    async 'notes.put'(draft) {
      if (profile.enrolment() === null || line.isClosing()) {
        return { ok: false, fault: { kind: 'not-enrolled', detail: 'no enrolment in this profile' } };
      }
      await journals.settled();
      const { journal } = journals.current();
      return notes.put(draft, { journalId: journal.journalId, seq: journal.head().seq });
    },
    'notes.read': ({ hash }) => notes.read(hash),
    'notes.list': async ({ recordId }) => [...notes.list(recordId)],
    'district.pushNotes': notesLine.push,
    'district.pullNotes': notesLine.pull,
  };
}
