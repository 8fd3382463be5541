import { useTranslation } from 'react-i18next';
import { ownValue } from '../../../domain/base/own-value.ts';
import type { CardNumber } from '../../../domain/card/card-number.ts';
import type { WedgeReport } from '../../scanner/keys/wedge-report.ts';
import css from './hand-scanner.module.css';

const CONTROL_NAMES: Readonly<Record<string, string>> = {
  '\u0000': 'NUL',
  '\u0002': 'STX',
  '\u0003': 'ETX',
  '\u0004': 'EOT',
  '\t': 'Tab',
  '\n': 'LF',
  '\r': 'CR',
  '\u001c': 'FS',
  '\u001d': 'GS',
  '\u001e': 'RS',
  '\u001f': 'US',
};

/** How a scanner types, in the words of its manual. */
export function WedgeFacts({ report, known }: { readonly report: WedgeReport; readonly known: CardNumber }) {
  const { t } = useTranslation('handScanner');
  const { parts, gapMs, typing } = report;
  const { prefix, suffix } = parts.additions;
  const before = [
    ...controlsOf(parts.controlsBefore),
    ...(parts.aim === null ? [] : [t('fact.aim', { aim: parts.aim })]),
    ...(prefix === '' ? [] : [t('kept.prefix', { text: prefix })]),
    ...typing.otherKeys,
  ];
  const after = [
    ...(suffix === '' ? [] : [t('kept.suffix', { text: suffix })]),
    ...controlsOf(parts.controlsAfter),
  ];
  const isCapsLock = typing.isCapsLock;
  return (
    <dl className={css['facts']}>
      <Fact name={t('fact.code')}>{shown(parts.code ?? typing.text, known)}</Fact>
      {gapMs !== null && <Fact name={t('fact.gap')}>{t('fact.gapValue', roundedOf(gapMs))}</Fact>}
      <Fact name={t('fact.before')}>{before.join(' + ') || t('fact.nothing')}</Fact>
      <Fact name={t('fact.after')}>{after.join(' + ') || t('fact.nothing')}</Fact>
      <Fact name={t('fact.keys')}>{t(typing.isAltCode ? 'fact.altCodes' : 'fact.plainKeys')}</Fact>
      <Fact name={t('fact.inputMethod')}>{t(typing.isInputMethod ? 'fact.on' : 'fact.off')}</Fact>
      <Fact name={t('fact.capsLock')}>
        {t(isCapsLock === null ? 'fact.unknown' : isCapsLock ? 'fact.on' : 'fact.off')}
      </Fact>
    </dl>
  );
}

function Fact(props: { readonly name: string; readonly children: string }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

function roundedOf({ min, median, max }: { min: number; median: number; max: number }) {
  return { min: Math.round(min), median: Math.round(median), max: Math.round(max) };
}

function controlsOf(text: string): readonly string[] {
  return [...text].map((control) => {
    const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    return ownValue(CONTROL_NAMES, control) ?? `0x${code}`;
  });
}

/** Enough of a person's number to tell one card from another: the page may be photographed. */
function shown(text: string, known: CardNumber): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a scanner may send them
  const plain = text.replace(/[\u0000-\u001f\u007f]/g, ' ').trim();
  if (plain.toUpperCase() === known || plain.length <= 6) return plain;
  return `${plain.slice(0, 4)}…${plain.slice(-2)}`;
}
