import { Button } from 'antd';
import { eligibleWords, hoursWords, limitWords } from '../../../catalogue-review/catalogue-words.ts';
import type { Item } from '../../../domain/catalogue/catalogue.ts';
import { useWords } from '../../shell/i18n.ts';
import { ItemRules } from '../SiteOffers.tsx';
import { useDraftDesk } from './use-draft.ts';

/** If an item has more sites, the others are only counted. */
const SITES_NAMED_MAX = 3;

/** True for a benefit that a yearly notice is given for. */
function isYearly({ limits }: Item): boolean {
  return limits.some(({ kind }) => kind === 'uses-per-card-and-year');
}

/** One item of the draft as it stands, and what can be done with it. */
export function ItemCard({
  item,
  onOpen,
  onRemove,
}: {
  readonly item: Item;
  readonly onOpen: (kind: 'edit' | 'own' | 'notice') => void;
  readonly onRemove: () => void;
}) {
  const { t, say, listed, apart } = useWords();
  const { catalogue, mayEdit } = useDraftDesk();
  const name = say(item.name);
  const sites = item.siteIds.map((id) => {
    const site = catalogue.sites.find((one) => one.id === id);
    return site === undefined ? id : say(site.name);
  });
  const more = sites.length > SITES_NAMED_MAX ? ` +${sites.length - SITES_NAMED_MAX}` : '';
  const act = (kind: 'edit' | 'own' | 'notice', words: string) => (
    <Button size="small" aria-label={`${words} ${name}`} onClick={() => onOpen(kind)}>
      {words}
    </Button>
  );
  return (
    <section className="panel item-card" aria-label={name}>
      <div className="bar" style={{ marginBottom: 4 }}>
        <h2 style={{ margin: 0 }}>{name}</h2>
        <span className="soft">
          {listed(sites.slice(0, SITES_NAMED_MAX))}
          {more} · {t('catalogue.clause', { clause: item.clause })} · {say(eligibleWords(item.eligible))}
        </span>
        {mayEdit && (
          <span className="bar" style={{ margin: '0 0 0 auto' }}>
            {act('edit', t('draft.edit'))}
            {isYearly(item) && act('notice', t('draft.item.notice'))}
            {item.siteIds.length > 1 && act('own', t('draft.item.own'))}
            <Button size="small" aria-label={`${t('draft.remove')} ${name}`} onClick={onRemove}>
              {t('draft.remove')}
            </Button>
          </span>
        )}
      </div>
      <ItemRules item={item} catalogue={catalogue} />
      {item.limits.length > 0 && (
        <div className="soft">
          {apart(item.limits.map((limit) => say(limitWords(limit, item, catalogue))))}
        </div>
      )}
      {item.hours !== undefined && <div className="soft">{say(hoursWords(item.hours, catalogue))}</div>}
    </section>
  );
}
