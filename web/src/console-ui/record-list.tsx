import { Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './record-list.module.css';
import { usePhone } from './use-phone.ts';

export interface Column<Row> {
  /** Its heading in a table, and the name of the value on a card. */
  label: string;
  cell: (row: Row) => ReactNode;
  /** Heads the card, without its label; one column does. */
  lead?: boolean;
  /** Gives way in tables on windows narrower than this. */
  from?: 'medium' | 'wide';
}

interface RecordListProps<Row> {
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  columns: readonly Column<Row>[];
  /** Menus and buttons at the end of a row. */
  actions?: { label: string; cell: (row: Row) => ReactNode };
  /** While the rows are about to be replaced. */
  busy?: boolean;
}

/** Rows as a table, and as cards where a table would have to be scrolled sideways. */
export const RecordList = <Row,>(props: RecordListProps<Row>) => (usePhone() ? RecordCards(props) : RecordTable(props));

const RecordTable = <Row,>({ label, rows, rowKey, columns, actions, busy = false }: RecordListProps<Row>) => (
  <div className={classes.frame} aria-busy={busy}>
    <Table highlightOnHover verticalSpacing={8} horizontalSpacing={12} aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column.label} className={classes[column.from ?? 'always'] ?? ''}>
              {column.label}
            </Table.Th>
          ))}
          {actions && (
            <Table.Th>
              <VisuallyHidden>{actions.label}</VisuallyHidden>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={rowKey(row)}>
            {columns.map((column) => (
              <Table.Td key={column.label} className={classes[column.from ?? 'always'] ?? ''}>
                {column.cell(row)}
              </Table.Td>
            ))}
            {actions && <Table.Td className={classes.actions}>{actions.cell(row)}</Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </div>
);

const RecordCards = <Row,>({ label, rows, rowKey, columns, actions, busy = false }: RecordListProps<Row>) => (
  <ul className={classes.cards} aria-label={label} aria-busy={busy}>
    {rows.map((row) => (
      <li key={rowKey(row)} className={classes.card}>
        <div className={classes.cardHead}>
          <div className={classes.cardLead}>{columns.find((column) => column.lead)?.cell(row)}</div>
          {actions?.cell(row)}
        </div>
        <dl className={classes.cardFacts}>
          {columns
            .filter((column) => !column.lead)
            .map((column) => (
              <div key={column.label} className={classes.cardFact}>
                <dt>{column.label}</dt>
                <dd>{column.cell(row)}</dd>
              </div>
            ))}
        </dl>
      </li>
    ))}
  </ul>
);
