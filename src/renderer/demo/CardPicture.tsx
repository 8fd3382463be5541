import { useEffect, useRef } from 'react';
import { drawCard, type PicturedCard } from './card-picture.ts';

/** A card drawn on a canvas, for the eye and for the printer; its label is told beside it. */
export function CardPicture({
  card,
  className,
}: {
  readonly card: PicturedCard;
  readonly className?: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { cardNumber, code } = card;
  useEffect(() => {
    if (canvas.current !== null) drawCard(canvas.current, { cardNumber, code });
  }, [cardNumber, code]);
  return <canvas ref={canvas} className={className} />;
}
