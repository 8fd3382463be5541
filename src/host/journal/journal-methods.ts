import type { HandoverHolder } from '../../domain/handover/handover.ts';
import type { JournalDraft } from '../../domain/journal/journal-entry.ts';
import { notesIn } from '../../domain/notes/note.ts';
import type { HostMethods } from '../host-methods.ts';
import type { HostParts } from '../host-parts.ts';
import type { StaffSession } from '../staff/staff-session.ts';
import { diskFaultOf, faultOf } from './file/journal-fault.ts';
import type { AppendOutcome } from './file/journal-file.ts';
import { exportWaiting } from './waiting-export.ts';

const NOT_ENROLLED = faultOf('not-enrolled', 'no enrolment in this profile');

type JournalMethod = Extract<keyof HostMethods, `journal.${string}`>;

/** Answers the calls about the journal. */
export function journalMethodsOf(parts: HostParts, staff: StaffSession): Pick<HostMethods, JournalMethod> {
  const { profile, options } = parts;
  let underWay = Promise.resolve();
  return {
    'journal.append': ({ handover, ...draft }) => {
      const appended = append(parts, staff, { draft, handover });
      underWay = Promise.allSettled([underWay, appended]).then(() => undefined);
      return appended;
    },
    'journal.status': async () => {
      // A window that got no answer asks what became of its entry. The reply waits until that is certain, and who makes
      // an entry is asked before the journal hears of it.
      await underWay;
      await profile.journals.settled();
      return profile.journals.view.status();
    },
    'journal.read': ({ fromSeq, limit }) => profile.journals.view.read(fromSeq, limit),
    'journal.export': () => exportWaiting(profile, options.chooseExportFolder),
  };
}

async function append(
  parts: HostParts,
  staff: StaffSession,
  { draft, handover }: { readonly draft: JournalDraft; readonly handover: HandoverHolder | undefined },
): Promise<AppendOutcome> {
  const { profile, line } = parts;
  const enrolment = profile.enrolment();
  if (enrolment === null || line.isClosing()) return { ok: false, fault: NOT_ENROLLED };
  const refs = notesIn(draft.body);
  if (refs.length > 0 && !('recordId' in draft.body && profile.notes.holds(refs, draft.body.recordId))) {
    return { ok: false, fault: faultOf('note-missing', refs.map(({ hash }) => hash).join(' ')) };
  }
  const by = await staff.stampOf(draft, profile.clock.look().effectiveMs);
  if (!by.ok) return by;
  // Meanwhile the kiosk may have been wiped, or enrolled as another one.
  if (profile.enrolment() !== enrolment || line.isClosing()) {
    by.undo();
    return { ok: false, fault: NOT_ENROLLED };
  }
  const outcome = await withHandover(parts, { draft, handover }, () =>
    profile.journals.view.append(draft, {
      kioskId: enrolment.kioskId,
      ...by.stamp,
      at: profile.clock.stamp(),
    }),
  );
  if (!outcome.ok) by.undo();
  if (outcome.ok && refs.length > 0) void profile.notesNamed(refs);
  return outcome;
}

/** What is to be handed over is on the disk before its entry, so that no crash between the two makes it unseen. */
async function withHandover(
  { handover: desk }: HostParts,
  { draft, handover }: { readonly draft: JournalDraft; readonly handover: HandoverHolder | undefined },
  append: () => Promise<AppendOutcome>,
): Promise<AppendOutcome> {
  if (desk === undefined) return append();
  let id: string | null;
  try {
    id = await desk.prepare(draft, handover);
  } catch (error) {
    return { ok: false, fault: diskFaultOf(error) };
  }
  const outcome = await append();
  if (outcome.ok) await desk.recorded(id, outcome.entry);
  else desk.drop(id);
  return outcome;
}
