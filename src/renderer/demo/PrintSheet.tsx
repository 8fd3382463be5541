import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { CardPicture, type DemoCard, useCardTitle } from './CardPicture.tsx';
import css from './print-sheet.module.css';
import './texts.ts';

/** The cards in real size on A4: asks for the printer as soon as it is there, and tells when that is over. */
export function PrintSheet(props: {
  readonly cards: readonly DemoCard[];
  /** Says what the cards are for. If it is absent, the sheet has the words of the demo. */
  readonly words?: string;
  readonly onDone: () => void;
}) {
  const { cards, onDone } = props;
  const { t } = useTranslation('demo');
  const titleOf = useCardTitle();
  useEffect(() => {
    window.addEventListener('afterprint', onDone, { once: true });
    // This runs after the pictures, which are drawn in effects of their own.
    const timer = setTimeout(() => window.print(), 0);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('afterprint', onDone);
    };
  }, [onDone]);
  return createPortal(
    <section className={css['sheet']}>
      <p>{props.words ?? t('sheet')}</p>
      <div className={css['cards']}>
        {cards.map((card) => (
          <figure key={card.cardNumber} className={css['figure']}>
            <CardPicture card={card} className={css['card']} />
            <figcaption>{titleOf(card)}</figcaption>
          </figure>
        ))}
      </div>
    </section>,
    document.body,
  );
}
