import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { pageNumbers } from './page-numbers.ts';
import classes from './pager.module.css';

interface PagerProps {
  page: number;
  pageSize: number;
  total: number;
  /** The address of a page: pages are links, so they open in new tabs and can be shared. */
  linkTo: (page: number) => LinkProps;
}

/** Nothing when everything fits on one page. */
export const Pager = ({ page, pageSize, total, linkTo }: PagerProps) => {
  const { t } = useTranslation();
  const last = Math.ceil(total / pageSize);
  if (last <= 1) return null;
  return (
    <nav className={classes.pager} aria-label={t('common.pages')}>
      {page > 1 && (
        <Link {...linkTo(page - 1)} className={classes.step} rel="prev" aria-label={t('common.previousPage')}>
          <IconChevronLeft size={18} aria-hidden="true" />
        </Link>
      )}
      {pageNumbers(page, last).map((number, index, shown) => (
        <span key={number} className={classes.item}>
          {number - (shown[index - 1] ?? 0) > 1 && <span aria-hidden="true">…</span>}
          <Link
            {...linkTo(number)}
            className={classes.step}
            activeOptions={{ exact: true }}
            aria-label={t('common.page', { page: number })}
            aria-current={number === page ? 'page' : undefined}
          >
            {number}
          </Link>
        </span>
      ))}
      {page < last && (
        <Link {...linkTo(page + 1)} className={classes.step} rel="next" aria-label={t('common.nextPage')}>
          <IconChevronRight size={18} aria-hidden="true" />
        </Link>
      )}
    </nav>
  );
};
