import { SegmentedControl } from '@mantine/core';
import type { AssetPage } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { Pager } from '../../ui/pager.tsx';
import classes from './assets.module.css';
import { type AssetsSearch, pageSizes } from './assets-search.ts';

interface ListFootProps {
  data: AssetPage;
  search: AssetsSearch;
  onPageSize: (pageSize: number) => void;
}

export const ListFoot = ({ data, search, onPageSize }: ListFootProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const from = (data.page - 1) * data.pageSize + 1;
  const to = from + data.items.length - 1;
  return (
    <div className={classes.foot}>
      <p>
        {data.items.length > 0 &&
          t('assets.range', { from: format.number(from), to: format.number(to), total: format.number(data.total) })}
      </p>
      <Pager
        page={data.page}
        pageSize={data.pageSize}
        total={data.total}
        linkTo={(page) => ({ to: '/assets', search: { ...search, page: page === 1 ? undefined : page } })}
      />
      {data.total > pageSizes[0] && (
        <SegmentedControl
          size="xs"
          aria-label={t('common.pageSize')}
          value={String(data.pageSize)}
          onChange={(size) => onPageSize(Number(size))}
          data={pageSizes.map(String)}
        />
      )}
    </div>
  );
};
