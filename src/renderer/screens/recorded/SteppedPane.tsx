import { useTranslation } from 'react-i18next';
import type { DeskScreen } from '../../../desk/desk-state.ts';
import { MATTER_PAPER_WORDS, matterToPrint } from '../../../desk/matter-print.ts';
import { moneyText } from '../../../desk/record-words.ts';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useShortNumber } from '../../use-use-words.ts';
import css from '../desk-screen.module.css';
import { BandDetail, VerdictBand } from '../verdict/VerdictBand.tsx';

type Stepped = Extract<DeskScreen, { kind: 'stepped' }>;

/** A step of a record is on disk: what it was, and the money that goes with it. */
export function SteppedPane({ screen }: { readonly screen: Stepped }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const numberOf = useShortNumber();
  const run = useRun();
  const { entry, step } = screen;
  const paper = matterToPrint(screen);
  const { differenceFen } = step;
  return (
    <div className={css['answer']} data-screen="stepped" data-seq={entry.seq} data-did={step.kind}>
      <VerdictBand verdict={differenceFen === 0 ? 'yes' : 'info'} headline={t('recorded.title')}>
        <BandDetail>
          <strong data-number>{t('recorded.slip', { number: numberOf(entry.seq) })}</strong>
          {' · '}
          {step.text[language]}
        </BandDetail>
        {differenceFen !== 0 && (
          <BandDetail>
            <strong data-difference={differenceFen}>{moneyText(differenceFen)[language]}</strong>
          </BandDetail>
        )}
      </VerdictBand>
      {paper !== null && (
        <div className={css['buttons']}>
          <button
            type="button"
            className={css['button']}
            data-paper={paper.kind}
            onClick={() => run('print')}
          >
            {MATTER_PAPER_WORDS[paper.kind][language]} P
          </button>
        </div>
      )}
      <p className={css['next']}>{t('recorded.next')}</p>
    </div>
  );
}
