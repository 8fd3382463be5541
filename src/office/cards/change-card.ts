import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { CardChangeReply, type CardTexts, type OfficeCard } from '../../protocol/wire-cards.ts';
import { call } from '../api/call.ts';
import { useWords } from '../shell/i18n.ts';
import { OVERVIEW_KEY } from '../today/use-today.ts';
import type { ReasonGiven } from './ReasonFields.tsx';
import { CARDS_KEY } from './use-cards.ts';

/** The words by which the district reads a status. */
export const STATUS_TEXTS = { active: '有效', suspended: '暂停', lost: '挂失', revoked: '注销' } as const;

/** What a form holds of a card. */
export interface CardFields {
  readonly cardNumber: string;
  readonly name: string;
  readonly tier: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly spouse: string;
  readonly children: number;
  /** The day on which the consent of the children's guardian was seen; empty for none. */
  readonly consentSeenOn: string;
}

export function fieldsOf(card: OfficeCard, consentSeenOn: string | null): CardFields {
  const { tier, spouse } = card;
  return { ...card, tier: tier ?? '', spouse: spouse ?? '', consentSeenOn: consentSeenOn ?? '' };
}

/** Only what differs is sent, so that two officers who change different facts of a card do not undo each other. */
export function textsOf(fields: CardFields, before: CardFields | null): CardTexts {
  const texts = {
    name: fields.name.trim(),
    tier: (fields.tier ?? '').trim(),
    validFrom: fields.validFrom,
    validUntil: fields.validUntil,
    spouse: (fields.spouse ?? '').trim() === '' ? '无' : fields.spouse.trim(),
    children: String(fields.children ?? 0),
  };
  if (before === null) return texts;
  const old = textsOf(before, null);
  return Object.fromEntries(
    Object.entries(texts).filter(([name, value]) => value !== old[name as keyof CardTexts]),
  );
}

/** Nothing if the day stays as it was: a consent that was seen stands for the children of then alone. */
export function consentOf(fields: CardFields, before: CardFields | null): ConsentGiven {
  const seenOn = fields.consentSeenOn ?? '';
  if (seenOn === (before?.consentSeenOn ?? '')) return {};
  if (seenOn === '') return { consentSeenOn: null };
  return (fields.children ?? 0) > 0 ? { consentSeenOn: seenOn } : {};
}

export interface ConsentGiven {
  readonly consentSeenOn?: string | null;
}

type CardOrder =
  /** The new card gets the next number if `cardNumber` is null. */
  | {
      readonly kind: 'add';
      readonly cardNumber: string | null;
      readonly texts: CardTexts;
      readonly consent: ConsentGiven;
    }
  | {
      readonly kind: 'change';
      readonly cardNumber: string;
      readonly texts: CardTexts;
      readonly consent: ConsentGiven;
      readonly reason: ReasonGiven;
    }
  /** The holder gets the card `by`, or the next number if it is null. */
  | {
      readonly kind: 'replace';
      readonly cardNumber: string;
      readonly by: string | null;
      readonly reason: ReasonGiven;
    };

/** Changes a card and asks again for all that shows it. */
export function useCardOrder(onDone: (reply: CardChangeReply, order: CardOrder) => void) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (order: CardOrder) => call({ method: 'POST', ...requestOf(order), reply: CardChangeReply }),
    onSuccess: (reply, order) => {
      void queries.invalidateQueries({ queryKey: CARDS_KEY });
      void queries.invalidateQueries({ queryKey: OVERVIEW_KEY });
      void message.success(
        t(
          reply.changes.length === 0 && order.kind === 'change' && order.consent.consentSeenOn === undefined
            ? 'cards.unchanged'
            : 'cards.done',
        ),
      );
      onDone(reply, order);
    },
  });
}

function requestOf(order: CardOrder): { readonly path: string; readonly body: object } {
  const { cardNumber } = order;
  if (order.kind === 'add') {
    return {
      path: 'cards',
      body: { ...(cardNumber === null ? {} : { cardNumber }), ...order.texts, ...order.consent },
    };
  }
  const place = `cards/${encodeURIComponent(order.cardNumber)}`;
  if (order.kind === 'change')
    return { path: place, body: { ...order.texts, ...order.consent, ...order.reason } };
  return {
    path: `${place}/replace`,
    body: { ...(order.by === null ? {} : { by: order.by }), ...order.reason },
  };
}
