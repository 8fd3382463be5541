import { Button, Checkbox, Input, InputNumber, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { testPaper } from '../../domain/print/test-paper.ts';
import { Printer, SHEETS, type SheetName } from '../../host-api/print-api.ts';
import { useRun } from '../desk-command.tsx';
import css from '../dialogs/dialogs.module.css';
import { useLanguage } from '../i18n/use-language.ts';
import { useKiosk } from '../kiosk-context.ts';
import { PaperLines, sheetClass } from '../screens/recorded/PaperSheet.tsx';
import look from './preview.module.css';
import './printer-texts.ts';

const KINDS = ['dialog', 'network', 'device'] as const;
type Kind = (typeof KINDS)[number];

const DIALOG = { kind: 'dialog', paper: '80mm', deviceName: null } as const;
const ROLL = { paper: '58mm', cuts: true, hasDrawer: false } as const;
/** The port for RAW printing, as on nearly every receipt printer. */
const PORT = 9100;

function fresh(kind: Kind): Printer {
  switch (kind) {
    case 'dialog':
      return DIALOG;
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
  const shown = draft ?? kept ?? DIALOG;
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
        {shown.kind === 'dialog' ? (
          <SheetFields printer={shown} onChange={edit} />
        ) : (
          <RollFields printer={shown} onChange={edit} />
        )}
        <Preview paper={shown.paper} />
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

/** The paper of a printer of the system and, where no dialog asks for it, which one it is. */
function SheetFields(props: {
  readonly printer: Extract<Printer, { kind: 'dialog' }>;
  readonly onChange: (printer: Printer) => void;
}) {
  const { t } = useTranslation('printer');
  const { printer, onChange } = props;
  const { systemPrinters } = useStore(useKiosk().printer);
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => void systemPrinters().then(setNames), [systemPrinters]);
  return (
    <div className={css['row']}>
      {names.length > 0 && (
        <Select<string>
          aria-label={t('device')}
          value={printer.deviceName ?? ''}
          options={[{ value: '', label: t('anyDevice') }, ...names.map((value) => ({ value, label: value }))]}
          onChange={(name) => onChange({ ...printer, deviceName: name === '' ? null : name })}
        />
      )}
      <Segmented<SheetName>
        aria-label={t('paper')}
        value={printer.paper}
        options={[...SHEETS]}
        onChange={(paper) => onChange({ ...printer, paper })}
      />
    </div>
  );
}

/** The test page as it would come out on that paper. */
function Preview({ paper }: { readonly paper: SheetName }) {
  const { t } = useTranslation('printer');
  const page = testPaper(useLanguage());
  return (
    <details className={look['preview']}>
      <summary>{t('preview')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a sheet that is wider than the dialog is scrolled by keys */}
      <section className={look['desk']} data-preview={paper} aria-label={t('preview')} tabIndex={0}>
        <div className={`${look['page']} ${sheetClass(paper)}`}>
          <PaperLines paper={page} />
        </div>
      </section>
    </details>
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
