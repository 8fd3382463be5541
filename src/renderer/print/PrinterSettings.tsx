import { Button, Checkbox, Input, InputNumber, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Printer } from '../../host-api/print-api.ts';
import { useRun } from '../desk-command.tsx';
import css from '../dialogs/dialogs.module.css';
import { useKiosk } from '../kiosk-context.ts';
import './printer-texts.ts';

const KINDS = ['dialog', 'network', 'device'] as const;
type Kind = (typeof KINDS)[number];

const ROLL = { paper: '58mm', cuts: true, hasDrawer: false } as const;
/** The port for RAW printing, as on nearly every receipt printer. */
const PORT = 9100;

function fresh(kind: Kind): Printer {
  switch (kind) {
    case 'dialog':
      return { kind };
    case 'network':
      return { kind, host: '192.168.1.100', port: PORT, ...ROLL };
    case 'device':
      return { kind, path: '/dev/usb/lp0', ...ROLL };
  }
}

/** Lets a technician choose where papers come out, and print a test page. */
export function PrinterSettings() {
  const { t } = useTranslation('printer');
  const { printer } = useKiosk();
  const kept = useStore(printer, ({ state }) => state?.printer ?? null);
  const { look, choose } = useStore(printer);
  const run = useRun();
  const [draft, setDraft] = useState<Printer | null>(null);
  const [outcome, setOutcome] = useState<'saved' | 'notSaved' | null>(null);
  useEffect(() => void look(), [look]);
  const shown = draft ?? kept ?? { kind: 'dialog' as const };
  const edit = (next: Printer) => {
    setDraft(next);
    setOutcome(null);
  };
  const save = async () => {
    const isKept = Printer.safeParse(shown).success && (await choose(shown));
    if (isKept) setDraft(null);
    setOutcome(isKept ? 'saved' : 'notSaved');
  };
  return (
    <>
      <span>{t('setting')}</span>
      <div data-printer-settings={shown.kind}>
        <Select<Kind>
          aria-label={t('setting')}
          value={shown.kind}
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={(kind) => edit(kept?.kind === kind ? kept : fresh(kind))}
        />
        {shown.kind !== 'dialog' && <RollFields printer={shown} onChange={edit} />}
        <div className={css['row']}>
          {draft !== null && (
            <Button type="primary" onClick={() => void save()}>
              {t('save')}
            </Button>
          )}
          {draft === null && (
            <Button data-command="print-test" onClick={() => run('print-test')}>
              {t('test')}
            </Button>
          )}
          {outcome !== null && <span role="status">{t(outcome)}</span>}
        </div>
      </div>
    </>
  );
}

function RollFields(props: {
  readonly printer: Exclude<Printer, { kind: 'dialog' }>;
  readonly onChange: (printer: Printer) => void;
}) {
  const { t } = useTranslation('printer');
  const { printer, onChange } = props;
  return (
    <>
      <div className={css['row']}>
        {printer.kind === 'network' ? (
          <>
            <Input
              aria-label={t('host')}
              value={printer.host}
              onChange={({ target }) => onChange({ ...printer, host: target.value.trim() })}
            />
            <InputNumber
              aria-label={t('port')}
              min={1}
              max={65_535}
              value={printer.port}
              onChange={(port) => onChange({ ...printer, port: port ?? PORT })}
            />
          </>
        ) : (
          <Input
            aria-label={t('path')}
            value={printer.path}
            onChange={({ target }) => onChange({ ...printer, path: target.value.trim() })}
          />
        )}
      </div>
      <div className={css['row']}>
        <Segmented<'58mm' | '80mm'>
          aria-label={t('paper')}
          value={printer.paper}
          options={['58mm', '80mm']}
          onChange={(paper) => onChange({ ...printer, paper })}
        />
        <Checkbox
          checked={printer.cuts}
          onChange={({ target }) => onChange({ ...printer, cuts: target.checked })}
        >
          {t('cuts')}
        </Checkbox>
        <Checkbox
          checked={printer.hasDrawer}
          onChange={({ target }) => onChange({ ...printer, hasDrawer: target.checked })}
        >
          {t('drawer')}
        </Checkbox>
      </div>
    </>
  );
}
