import { useEffect, useRef } from 'react';
import { CARD_WIDTH, drawCard, type PicturedCard } from './card-picture.ts';

interface CardPictureProps {
  readonly card: PicturedCard;
  /** Pixels across; the printer's 300 dots an inch by default. */
  readonly width?: number;
  readonly className?: string | undefined;
}

/** A card drawn on a canvas, for the eye and for the printer; what it is must be told beside it. */
export function CardPicture({ card, width = CARD_WIDTH, className }: CardPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { cardNumber, code, qrText } = card;
  useEffect(() => {
    if (canvas.current !== null) drawCard(canvas.current, { cardNumber, code, qrText }, width);
  }, [cardNumber, code, qrText, width]);
  return <canvas ref={canvas} className={className} />;
}
