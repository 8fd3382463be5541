/** One step of a record in the order of its arrival. */
export interface NaiveStep {
  readonly journalId: string;
  readonly seq: number;
  readonly body: { readonly kind: string; readonly [field: string]: unknown };
}

/** The judge's own state of a matter, made from its steps alone and without the code of the domain. */
export interface NaiveMatter {
  readonly status: string;
  readonly number: string | null;
  /** The minor materials that are still to come. */
  readonly missing: readonly string[];
  /** The main materials that are still to come. */
  readonly missingMain: readonly string[];
  readonly notices: number;
  readonly acceptedOn: string | null;
  readonly supplyBy: string | null;
  readonly isGranted: boolean;
  readonly delivery: string;
}

type Body = NaiveStep['body'];

/** In these statuses a matter may still be handed back, withdrawn or stopped. */
const BEFORE_THE_END: readonly string[] = ['received', 'correcting', 'accepted', 'handling'];
const AFTER_THE_END: readonly string[] = ['finished', 'told'];

/** Null if one of the steps may not follow those before it. */
export function naiveMatter(opening: Body, steps: readonly NaiveStep[]): NaiveMatter | null {
  const opened: NaiveMatter = {
    ...{ status: 'asked', number: (opening['number'] ?? null) as string | null },
    ...{ missing: [], missingMain: [], notices: 0 },
    ...{ acceptedOn: null, supplyBy: null, isGranted: true, delivery: 'window' },
  };
  return steps.reduce<NaiveMatter | null>(
    (matter, { body }) => (matter === null || !isGoingOn(matter) ? null : after(matter, body)),
    opened,
  );
}

function isGoingOn({ status }: NaiveMatter): boolean {
  return ['asked', ...BEFORE_THE_END, ...AFTER_THE_END].includes(status);
}

function after(matter: NaiveMatter, body: Body): NaiveMatter | null {
  const { status, missing, missingMain } = matter;
  const lacking = missing.length + missingMain.length;
  const when = (isPossible: boolean, change: Partial<NaiveMatter>) =>
    isPossible ? { ...matter, ...change } : null;
  switch (body.kind) {
    case 'matter-numbered':
      return when(matter.number === null, { number: String(body['number']) });
    case 'matter-assigned':
      return matter;
    case 'matter-delivery':
      return { ...matter, delivery: String(body['way']) };
    case 'matter-received':
      return when(status === 'asked', {
        status: 'received',
        missing: listOf(body, 'missing'),
        missingMain: listOf(body, 'missingMain'),
      });
    case 'matter-supplied':
      return supplied(matter, listOf(body, 'handed'));
    case 'matter-noticed': {
      const isInTime = status === 'received' || status === 'correcting';
      const isRight = (body['again'] === null) === (matter.notices === 0);
      return when(isInTime && isRight && lacking > 0, { status: 'correcting', notices: matter.notices + 1 });
    }
    case 'matter-accepted':
      return when(status === 'received' && missingMain.length === 0, {
        status: body['isDone'] === true ? 'finished' : 'accepted',
        acceptedOn: String(body['on']),
        supplyBy: (body['supplyBy'] ?? null) as string | null,
      });
    case 'matter-handled':
      return when(status === 'accepted', { status: 'handling' });
    case 'matter-finished':
      return when(status === 'accepted' || status === 'handling', {
        status: 'finished',
        isGranted: body['result'] === 'granted',
      });
    case 'matter-told':
      return when(AFTER_THE_END.includes(status), body['answer'] === 'reached' ? { status: 'told' } : {});
    case 'matter-collected':
      return when(AFTER_THE_END.includes(status) && (lacking === 0 || !matter.isGranted), {
        status: 'collected',
        delivery: String(body['way']),
      });
    case 'matter-withdrawn':
      return when(status === 'asked' || BEFORE_THE_END.includes(status), { status: 'withdrawn' });
    case 'matter-rejected':
      return when(BEFORE_THE_END.includes(status), { status: 'rejected' });
    case 'matter-ended':
      return when(BEFORE_THE_END.includes(status), { status: 'ended' });
    default:
      return null;
  }
}

function supplied(matter: NaiveMatter, handed: readonly string[]): NaiveMatter | null {
  const { status, missing, missingMain } = matter;
  if (status === 'asked' || handed.some((id) => !missing.includes(id) && !missingMain.includes(id)))
    return null;
  const main = missingMain.filter((id) => !handed.includes(id));
  return {
    ...matter,
    status: status === 'correcting' && main.length === 0 ? 'received' : status,
    missing: missing.filter((id) => !handed.includes(id)),
    missingMain: main,
  };
}

function listOf(body: Body, field: string): readonly string[] {
  return (body[field] ?? []) as readonly string[];
}
