import { checkDistrict, type DistrictCheck } from '../../district/backup/check.ts';
import { rollEpoch } from '../../district/kiosks/epoch.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import { DAY_MS, HOUR_MS } from '../../domain/base/duration.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { CheckReply, EpochRolled } from '../../protocol/wire-backup.ts';
import { FLAG } from '../input/options-of.ts';
import { OFFICE_LINE_USAGE, officeOptionsOf, readOffice } from './office-client.ts';
import { officeCommand } from './run-or-explain.ts';

const PLACE_USAGE = `  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

export const CHECK_USAGE = `npm run district -- check [--json] [--data FOLDER | --url URL --token-file FILE]

  Reads every journal and the audit log from the first entry on: are the chains whole, does nothing count that was taken
  back. Says how much there is and when the last good backup was made. Exit 1 if something is wrong. With PGlite the district must not
  be running, or is asked at URL.
${PLACE_USAGE}`;

export const ROLL_USAGE = `npm run district -- roll-epoch [--json] [--data FOLDER | --url URL --token-file FILE]

  Gives the district a new epoch, after its data came back by other means than npm run district -- restore (which does it
  by itself): kiosks then send again what the data lack, and read the roster anew. Once too often does no harm.
${PLACE_USAGE}`;

/** Older than this, a last good backup is told with a warning. */
const BACKUP_AGE_MS_MAX = 2 * DAY_MS;

/** `npm run district -- check`: exit 2 if nothing could be read. */
export const check = officeCommand({
  usage: CHECK_USAGE,
  read: readPlace,
  async run({ json }, district, { say }) {
    const checked = await district.ask({
      stored: (data) => data.open((store) => checkDistrict({ store })),
      running: async (ask) => checkOf(readOffice(await ask('check'), CheckReply)),
      requestMsMax: HOUR_MS,
    });
    say(json === true ? JSON.stringify(checked) : checkWords(checked, Date.now()));
    return checked.faults.length === 0 ? 0 : 1;
  },
});

/** `npm run district -- roll-epoch`: exit 2 if nothing could be tried. */
export const roll = officeCommand({
  usage: ROLL_USAGE,
  read: readPlace,
  async run({ json }, district, { say }) {
    const epoch = await district.ask({
      stored: (data) => data.open((store) => rollEpoch({ store, secrets: systemSecrets, now: Date.now })),
      running: async (ask) => readOffice(await ask('epoch', {}), EpochRolled).epoch,
    });
    say(json === true ? JSON.stringify({ epoch }) : `新纪元 new epoch ${epoch}`);
    return 0;
  },
});

function checkOf({ lastBackup, ...rest }: CheckReply): DistrictCheck {
  return {
    ...rest,
    lastBackup: lastBackup && { madeAt: lastBackup.madeAtMs, sha256: lastBackup.sha256 },
  };
}

function checkWords(checked: DistrictCheck, now: number): string {
  const { epoch, cards, kiosks, journals, entries, openDiscrepancies, auditRows, lastBackup, faults } =
    checked;
  const isOld = lastBackup !== null && now - lastBackup.madeAt > BACKUP_AGE_MS_MAX;
  return [
    `名册 cards ${cards} · 前台 kiosks ${kiosks} · 记录本 journals ${journals} · 记录 entries ${entries} · 待核实的差异 open discrepancies ${openDiscrepancies} · 审计日志 audit rows ${auditRows}`,
    `纪元 epoch ${epoch}`,
    lastBackup === null
      ? '从未备份，请尽快备份 never backed up: make a backup'
      : `最近一次完好的备份 last good backup ${wallMinuteOf(lastBackup.madeAt).replace('T', ' ')}  sha256 ${lastBackup.sha256}${isOld ? '\n  已超过两天，请再备份 more than two days old: make another' : ''}`,
    ...faults.map(({ kind, journalId, seq, detail }) => `${FAULTS[kind]}: ${journalId}#${seq} (${detail})`),
    faults.length === 0 ? '没有发现问题 nothing is wrong' : '请恢复到完好的备份 restore a good backup',
  ].join('\n');
}

const FAULTS: Readonly<Record<DistrictCheck['faults'][number]['kind'], string>> = {
  chain: '记录不连贯 an entry does not follow from the one before',
  head: '记录缺失 entries are missing at the end',
  'counted-void': '已撤销的还在计数 what was taken back still counts',
  audit: '审计日志缺失或被改动 a row of the audit log is missing or was changed',
  record: '预订或年卡与记录本不符 a booking or a pass is not what the journals say',
};

function readPlace(args: string[]) {
  const { values } = officeOptionsOf({
    args,
    options: { json: FLAG },
  });
  return values;
}
