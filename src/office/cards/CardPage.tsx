import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, App, Button, Skeleton } from 'antd';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { type CardReply, HolderData, type OfficeCard } from '../../protocol/wire-cards.ts';
import { call } from '../api/call.ts';
import { AskFault, FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { saveFile } from '../shell/save-file.ts';
import { CardActions } from './CardActions.tsx';
import { CardHistory } from './CardHistory.tsx';
import { CardRights } from './CardRights.tsx';
import { CardUses } from './CardUses.tsx';
import { StandingMark, standingOf } from './standing.tsx';
import { useCard } from './use-cards.ts';

const route = getRouteApi('/cards/$cardNumber');

/** One card: its facts, its family, who changed what, and what it was used for. */
export function CardPage() {
  const { t } = useWords();
  const { cardNumber } = route.useParams();
  const asked = useCard(cardNumber);
  const detail = asked.data;
  const card = detail?.card ?? null;
  const title = card === null ? cardNumber : `${card.name} · ${cardNumber}`;
  return (
    <>
      <PageHead title={title} about={<Link to="/cards">← {t('cards.title')}</Link>}>
        {card !== null && <CardActions card={card} consent={detail?.consent ?? null} />}
        {detail !== undefined && <SaveData cardNumber={cardNumber} />}
      </PageHead>
      <AskFault asked={asked} />
      {asked.isLoading && <Skeleton active />}
      {detail !== undefined && (
        <>
          {detail.denied !== null && (
            <Alert
              type="warning"
              showIcon
              style={{ marginBottom: 16 }}
              title={t('cards.denied', { status: t(`cards.status.${detail.denied}`) })}
            />
          )}
          <div className="columns" style={{ marginBottom: 16 }}>
            <section className="panel">
              <h2>{t('cards.facts')}</h2>
              {card === null ? (
                <p>{t('cards.gone')}</p>
              ) : (
                <Facts
                  card={card}
                  consent={detail.consent}
                  others={detail.cardsOfHolder.filter((number) => number !== cardNumber)}
                  today={wallDateOf(detail.serverTimeMs)}
                />
              )}
            </section>
            <CardHistory history={detail.history} />
          </div>
          <CardRights detail={detail} />
          <CardUses uses={detail.uses} />
        </>
      )}
    </>
  );
}

/** All that the district has of the holder, as a file for the holder who asks for it. */
function SaveData({ cardNumber }: { readonly cardNumber: string }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const asking = useMutation({
    mutationFn: () => call({ path: `cards/${encodeURIComponent(cardNumber)}/data`, reply: HolderData }),
    onSuccess: (data) => {
      const text = JSON.stringify(data, null, 2);
      saveFile(`${t('cards.dataName')} ${cardNumber}.json`, new Blob([text], { type: 'application/json' }));
      void message.success(t('cards.dataDone'));
    },
  });
  return (
    <>
      <Button loading={asking.isPending} onClick={() => asking.mutate()}>
        {t('cards.data')}
      </Button>
      {asking.error !== null && <FaultNote fault={asking.error} />}
    </>
  );
}

function ConsentFact({
  card,
  consent,
}: {
  readonly card: OfficeCard;
  readonly consent: CardReply['consent'];
}) {
  const { t } = useWords();
  const isSeen = consent !== null && consent.seenOn !== null && consent.children >= card.children;
  return (
    <>
      <dt>{t('cards.consent')}</dt>
      <dd>
        {isSeen ? (
          t('cards.consentSeen', { day: consent.seenOn ?? '', who: consent.officer })
        ) : (
          <Mark tone="look">{t('cards.consentMissing')}</Mark>
        )}
      </dd>
    </>
  );
}

function Facts({
  card,
  consent,
  others,
  today,
}: {
  readonly card: OfficeCard;
  readonly consent: CardReply['consent'];
  /** Other cards of the same holder. */
  readonly others: readonly string[];
  readonly today: string;
}) {
  const { t } = useWords();
  const none = t('shell.none');
  return (
    <dl className="facts">
      <dt>{t('cards.fact.status')}</dt>
      <dd>
        <StandingMark standing={standingOf(card, today)} />
      </dd>
      <dt>{t('cards.fact.tier')}</dt>
      <dd>{card.tier ?? none}</dd>
      <dt>{t('cards.fact.validFrom')}</dt>
      <dd>{card.validFrom}</dd>
      <dt>{t('cards.fact.validUntil')}</dt>
      <dd>{card.validUntil}</dd>
      <dt>{t('cards.fact.spouse')}</dt>
      <dd>{card.spouse ?? none}</dd>
      <dt>{t('cards.fact.children')}</dt>
      <dd>{card.children === 0 ? none : t('cards.childrenCount', { count: card.children })}</dd>
      {card.children > 0 && <ConsentFact card={card} consent={consent} />}
      {others.length > 0 && (
        <>
          <dt>{t('cards.ofHolder')}</dt>
          <dd>
            {others.map((number) => (
              <div key={number}>
                <Link to="/cards/$cardNumber" params={{ cardNumber: number }}>
                  {number}
                </Link>
              </div>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}
