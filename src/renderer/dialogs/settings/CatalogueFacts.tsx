import { useTranslation } from 'react-i18next';
import { placesNotUnderstood } from '../../../domain/catalogue/unread.ts';
import { useCatalogue } from '../../use-catalogue.ts';
import css from '../dialogs.module.css';

/** More places are counted. */
const PLACES_NAMED_MAX = 20;

/** Shows a technician which catalogue is in force, and which parts of it this version does not know. */
export function CatalogueFacts() {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  if (catalogue === null) return null;
  const places = placesNotUnderstood(catalogue);
  const named = places.slice(0, PLACES_NAMED_MAX).join(' · ');
  const more = places.length - PLACES_NAMED_MAX;
  return (
    <>
      <span>{t('settings.catalogue')}</span>
      <div data-not-understood={places.length}>
        {t('settings.catalogueVersion', { version: catalogue.version })}
        {places.length > 0 && (
          <p className={css['note']}>
            {t('settings.notUnderstood', { count: places.length })} {named}
            {more > 0 && ` · +${more}`}
          </p>
        )}
      </div>
    </>
  );
}
