import type { JournalDraft } from '../../domain/journal/journal-entry.ts';
import type { HostMethods } from '../host-methods.ts';
import type { HostParts } from '../host-parts.ts';
import type { AppendOutcome } from './file/journal-file.ts';
import { exportWaiting } from './waiting-export.ts';

type JournalMethod = Extract<keyof HostMethods, `journal.${string}`>;

/** Answers the calls about the journal. */
export function journalMethodsOf(parts: HostParts): Pick<HostMethods, JournalMethod> {
  const { profile, options } = parts;
  return {
    'journal.append': (draft) => append(parts, draft),
    'journal.status': async () => {
      // A window that got no answer asks what became of its entry. The reply waits until that is certain.
      await profile.journals.settled();
      return profile.journals.view.status();
    },
    'journal.read': ({ fromSeq, limit }) => profile.journals.view.read(fromSeq, limit),
    'journal.export': () => exportWaiting(profile, options.chooseExportFolder),
  };
}

async function append({ profile, line }: HostParts, draft: JournalDraft): Promise<AppendOutcome> {
  const enrolment = profile.enrolment();
  if (enrolment === null || line.isClosing()) {
    return { ok: false, fault: { kind: 'not-enrolled', detail: 'no enrolment in this profile' } };
  }
  return profile.journals.view.append(draft, {
    kioskId: enrolment.kioskId,
    staff: null,
    at: profile.clock.stamp(),
  });
}
