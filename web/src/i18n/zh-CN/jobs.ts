import type { jobs as english } from '../en/jobs.ts';
import type { MessagesOf } from '../messages.ts';

export const jobs: MessagesOf<typeof english> = {
  title: '任务',
  all: '全部任务',
  list: '任务列表',
  what: '内容',
  of: '所属',
  asset: '打开资产',
  tries: '尝试次数',
  triesOf: '{{tries}} / {{most}}',
  finished: '完成时间',
  again: '再次尝试：',
  anyState: '全部状态',
  older: '加载更早的任务',
  empty: '最近没有后台任务。',
  emptyFiltered: '没有符合条件的任务。',
  cancelNamed: '取消：{{name}}',
  state: {
    failed: '失败',
    running: '进行中',
    queued: '等待中',
    succeeded: '已完成',
    cancelled: '已取消',
  },
};
