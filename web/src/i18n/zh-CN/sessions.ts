import type { sessions as english } from '../en/sessions.ts';
import type { MessagesOf } from '../messages.ts';

export const sessions: MessagesOf<typeof english> = {
  title: '会话',
  device: '设备',
  address: '地址',
  created: '登录时间',
  lastSeen: '最近活动',
  current: '当前会话',
  over: '已结束',
  empty: '没有会话。',
  end: '结束',
  endNamed: '结束会话 {{name}}',
  endOthers: '结束其他全部会话',
  endAll: '结束全部会话',
  ended: '会话已结束。',
  endedMany_other: '已结束 {{count}} 个会话。',
  warning: {
    refresh_token_late: '此会话的旧令牌延迟再次出现。如果不是你本人，请结束会话并修改密码。',
    refresh_token_reused: '用过的令牌再次出现，会话已被结束。如果不是你本人，请修改密码。',
  },
};
