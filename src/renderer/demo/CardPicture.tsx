import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Text } from '../../domain/base/text.ts';
import { CARD_WIDTH, drawCard, type PicturedCard } from './card-picture.ts';

interface CardPictureProps {
  readonly card: PicturedCard;
  /** Width in pixels; by default the printer's 300 dots an inch. */
  readonly width?: number;
  readonly className?: string | undefined;
}

/** A card drawn on a canvas, for the eye and for the printer; a text beside it must say what it is. */
export function CardPicture({ card, width = CARD_WIDTH, className }: CardPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { cardNumber, code, qrText } = card;
  useEffect(() => {
    if (canvas.current !== null) drawCard(canvas.current, { cardNumber, code, qrText }, width);
  }, [cardNumber, code, qrText, width]);
  return <canvas ref={canvas} className={className} />;
}

/** A card of the demo and what it shows, for example 已挂失. */
export interface DemoCard extends PicturedCard {
  readonly title: Text;
}

/** The card's title in the language of the screen. */
export function useCardTitle(): (card: DemoCard) => string {
  const { i18n } = useTranslation('demo');
  return (card) => (i18n.language.startsWith('en') ? card.title.en : card.title.zh);
}
