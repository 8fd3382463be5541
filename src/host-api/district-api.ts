import { z } from 'zod';
import { JournalStatus } from '../domain/journal/journal-state.ts';
import { CatalogueReply, RosterReply, SignedListReply } from '../protocol/wire.ts';
import { LeaseReply, LeaseRequest, RightClaim, RightReply, RightsPage } from '../protocol/wire-limits.ts';
import { NoticesPage, NoticesRead, NoticesReadReply } from '../protocol/wire-notices.ts';
import { RecordsPage } from '../protocol/wire-records.ts';
import { ReplacedPage } from '../protocol/wire-replaced.ts';
import { StretchReply, StretchRequest } from '../protocol/wire-stretches.ts';
import { lineResult, Nothing } from './call-shapes.ts';
import { NotesPulled, NotesPushed } from './notes-api.ts';
import { StaffPulled } from './staff-api.ts';

/** Calls that ask the district. Each answer has room for a fault of the line. */
export const districtApi = {
  /** Sends one batch of what is not acknowledged yet; with nothing to send it asks for the head. */
  'district.push': { input: Nothing, output: lineResult(JournalStatus) },
  /** The district's keys, and the cards that it denies, where it has later lists than `have`. */
  'district.keys': { input: z.strictObject({ have: z.int().min(0) }), output: lineResult(SignedListReply) },
  'district.denied': { input: z.strictObject({ have: z.int().min(0) }), output: lineResult(SignedListReply) },
  'district.rosterPage': {
    input: z.strictObject({ cursor: z.string().nullable() }),
    output: lineResult(RosterReply),
  },
  /** What this journal holds of shared limits, and what the district gives it. */
  'district.stretches': { input: StretchRequest, output: lineResult(StretchReply.nullable()) },
  /** The same, of a district of a release before resources. */
  'district.leases': { input: LeaseRequest, output: lineResult(LeaseReply) },
  'district.rights': {
    input: z.strictObject({ cursor: z.string().nullable() }),
    output: lineResult(RightsPage),
  },
  /** The records that concern this kiosk's desks, in the order of their last change; null from an older district. */
  'district.records': {
    input: z.strictObject({ cursor: z.string().nullable() }),
    output: lineResult(RecordsPage.nullable()),
  },
  /** Cards that took the place of others; null from a district of a release that tells none. */
  'district.replaced': {
    input: z.strictObject({ cursor: z.string().nullable() }),
    output: lineResult(ReplacedPage.nullable()),
  },
  /** What the office tells this kiosk's desks; null from a district of a release that tells nothing. */
  'district.notices': {
    input: z.strictObject({ cursor: z.string().nullable() }),
    output: lineResult(NoticesPage.nullable()),
  },
  /** A clerk has read these. */
  'district.noticesRead': { input: NoticesRead, output: lineResult(NoticesReadReply) },
  'district.claimRight': { input: RightClaim, output: lineResult(RightReply) },
  /** Sends one batch of the notes that the district has not got, of those whose entry it has. */
  'district.pushNotes': { input: Nothing, output: lineResult(NotesPushed) },
  /** Takes one page of the notes of this kiosk's sites, and erases those that have had their end. */
  'district.pullNotes': { input: Nothing, output: lineResult(NotesPulled) },
  /** Sends changed PINs, and takes the list of the staff of this kiosk's sites, which stays with the host. */
  'district.staff': { input: Nothing, output: lineResult(StaffPulled) },
  'district.catalogue': {
    input: z.strictObject({ have: z.int().min(0) }),
    output: lineResult(CatalogueReply),
  },
} as const;
