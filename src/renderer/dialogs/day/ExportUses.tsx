import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallDateOf } from '../../../domain/base/wall-time.ts';
import type { TableFormat, UsesExport } from '../../../kiosk/export-uses.ts';
import { useKiosk } from '../../kiosk-context.ts';
import css from '../dialogs.module.css';
import './list-texts.ts';

type Shown = UsesExport | { readonly kind: 'working'; readonly days: number; readonly of: number };

/** The list of a period as a file, for a spreadsheet. */
export function ExportUses() {
  const { t } = useTranslation('list');
  const { exportUses, now } = useKiosk();
  const today = wallDateOf(now());
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(today);
  const [shown, setShown] = useState<Shown | null>(null);
  const isWorking = shown?.kind === 'working';
  const run = async (format: TableFormat) => {
    setShown({ kind: 'working', days: 0, of: 1 });
    setShown(
      await exportUses({ from, until }, format, (days, of) => setShown({ kind: 'working', days, of })),
    );
  };
  return (
    <fieldset className={css['row']} aria-label={t('table.title')}>
      <label>
        {t('table.from')}{' '}
        <input type="date" value={from} max={today} onChange={({ target }) => setFrom(target.value)} />
      </label>
      <label>
        {t('table.until')}{' '}
        <input type="date" value={until} max={today} onChange={({ target }) => setUntil(target.value)} />
      </label>
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button key={format} disabled={isWorking} data-export-list={format} onClick={() => void run(format)}>
          {t(`table.${format}`)}
        </Button>
      ))}
      {shown !== null && (
        <span role="status" data-exported={shown.kind}>
          <Words shown={shown} />
        </span>
      )}
    </fieldset>
  );
}

function Words({ shown }: { readonly shown: Shown }) {
  const { t } = useTranslation('list');
  switch (shown.kind) {
    case 'working':
      return t('table.working', { days: shown.days, of: shown.of });
    case 'downloaded':
      return t('table.downloaded', { count: shown.uses, file: shown.file });
    default:
      return t(`table.${shown.kind}`);
  }
}
