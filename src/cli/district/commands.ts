import { AUDIT_USAGE, audit } from './audit.ts';
import { BACKUP_USAGE, backUp } from './backup.ts';
import { CARDS_USAGE } from './cards/card-order.ts';
import { officeCards } from './cards.ts';
import { CATALOGUE_USAGE, catalogue } from './catalogue.ts';
import { CODE_USAGE, enrolmentCode } from './code.ts';
import { DISCREPANCIES_USAGE, officeDiscrepancies } from './discrepancies.ts';
import { ERASURES_USAGE, officeErasures } from './erasures.ts';
import { IMPORT_USAGE, importFiles } from './import.ts';
import { KIOSKS_USAGE, officeKiosks } from './kiosks.ts';
import { NOTES_USAGE, notes } from './notes.ts';
import { NOTICES_USAGE, officeNotices } from './notices.ts';
import { OFFICERS_USAGE } from './officers/officer-order.ts';
import { officers } from './officers.ts';
import { PROJECT_USAGE, projectEntries } from './project.ts';
import { officeQuarantine, QUARANTINE_USAGE } from './quarantine.ts';
import { officeRecords, RECORDS_USAGE } from './records.ts';
import { REPORT_USAGE, report } from './report.ts';
import { RESTORE_USAGE, restore } from './restore.ts';
import { officeRights, RIGHTS_USAGE } from './rights.ts';
import { SESSIONS_USAGE, sessions } from './sessions.ts';
import { SETTLE_USAGE, settleMonth } from './settle.ts';
import { STAFF_USAGE } from './staff/staff-order.ts';
import { staff } from './staff.ts';
import { CHECK_USAGE, check, ROLL_USAGE, roll } from './upkeep.ts';

/** The commands of `npm run district` that run without a server. */
export const COMMANDS = new Map([
  ['import', { run: importFiles, usage: IMPORT_USAGE }],
  ['cards', { run: officeCards, usage: CARDS_USAGE }],
  ['erasures', { run: officeErasures, usage: ERASURES_USAGE }],
  ['discrepancies', { run: officeDiscrepancies, usage: DISCREPANCIES_USAGE }],
  ['quarantine', { run: officeQuarantine, usage: QUARANTINE_USAGE }],
  ['project', { run: projectEntries, usage: PROJECT_USAGE }],
  ['notices', { run: officeNotices, usage: NOTICES_USAGE }],
  ['notes', { run: notes, usage: NOTES_USAGE }],
  ['kiosks', { run: officeKiosks, usage: KIOSKS_USAGE }],
  ['backup', { run: backUp, usage: BACKUP_USAGE }],
  ['restore', { run: restore, usage: RESTORE_USAGE }],
  ['check', { run: check, usage: CHECK_USAGE }],
  ['roll-epoch', { run: roll, usage: ROLL_USAGE }],
  ['records', { run: officeRecords, usage: RECORDS_USAGE }],
  ['rights', { run: officeRights, usage: RIGHTS_USAGE }],
  ['report', { run: report, usage: REPORT_USAGE }],
  ['settle', { run: settleMonth, usage: SETTLE_USAGE }],
  ['catalogue', { run: catalogue, usage: CATALOGUE_USAGE }],
  ['code', { run: enrolmentCode, usage: CODE_USAGE }],
  ['officers', { run: officers, usage: OFFICERS_USAGE }],
  ['staff', { run: staff, usage: STAFF_USAGE }],
  ['sessions', { run: sessions, usage: SESSIONS_USAGE }],
  ['audit', { run: audit, usage: AUDIT_USAGE }],
]);
