'use strict';

const texts = {
  en: {
    title: 'Sandbox inbox', clear: 'Clear all', search: 'Search address, subject or id', list: 'Emails', email: 'Email', status: 'Status', via: 'Sent through',
    sender: 'Sender', back: 'Back', previous: 'Previous', next: 'Next', all: 'All', allStatus: 'Any status', allVia: 'HTTP or SMTP', allSender: 'Any sender',
    none: 'No emails yet. Connect to this sandbox from a script and send one.', noMatch: 'No emails match the filters.', confirm: 'Delete all emails and deliveries?',
    lost: 'The sandbox does not respond', arrived: n => n === 1 ? '1 new email' : n + ' new emails', count: (n, of) => n === of ? String(of) : n + ' of ' + of,
    from: 'From', to: 'To', replyTo: 'Reply to', time: 'Received', id: 'Task id', fault: 'Fault', submission: 'Submission',
    of: (n, count) => n + ', to ' + count + (count === 1 ? ' recipient' : ' recipients'),
    desktop: 'Desktop', phone: 'Phone', text: 'Text', source: 'Source', headers: 'Headers', recipients: 'Recipients',
    remote: n => n === 1 ? 'This email refers to 1 image, font or style on another server. It is not loaded.' : 'This email refers to ' + n + ' images, fonts or styles on other servers. They are not loaded.',
    preview: 'What the recipient sees', gone: 'This email was cleared.', download: 'Download as .eml', files: n => n === 1 ? '1 file' : n + ' files',
    Refused: 'Not accepted', Sending: 'Sending', Delivered: 'Delivered', Failed: 'Failed', WebApi: 'WebAPI', Smtp: 'SMTP',
  },
  zh: {
    title: '沙箱收件箱', clear: '全部清空', search: '搜索地址、主题或任务编号', list: '邮件', email: '邮件', status: '状态', via: '提交方式',
    sender: '发信人', back: '返回', previous: '上一封', next: '下一封', all: '全部', allStatus: '全部状态', allVia: '全部方式', allSender: '全部发信人',
    none: '还没有邮件。请让脚本连接到此沙箱并发信。', noMatch: '没有符合条件的邮件。', confirm: '要清空所有邮件和投递记录吗？',
    lost: '沙箱没有响应', arrived: n => n + ' 封新邮件', count: (n, of) => n === of ? String(of) : n + ' / ' + of,
    from: '发信人', to: '收件人', replyTo: '回复地址', time: '接收时间', id: '任务编号', fault: '故障', submission: '提交',
    of: (n, count) => '第 ' + n + ' 次，共 ' + count + ' 个收件人',
    desktop: '桌面', phone: '手机', text: '文本', source: '源数据', headers: '邮件头', recipients: '收件人',
    remote: n => '此邮件引用了其他服务器上的 ' + n + ' 个图片、字体或样式，均未加载。',
    preview: '收件人看到的内容', gone: '此邮件已被清空。', download: '下载 .eml', files: n => n + ' 个附件',
    Refused: '未接受', Sending: '发送中', Delivered: '已送达', Failed: '失败', WebApi: 'WebAPI', Smtp: 'SMTP',
  },
};

const language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
const t = texts[language];
const locale = language === 'zh' ? 'zh-CN' : navigator.language;
const rowHeight = 64;
const views = ['desktop', 'phone', 'text', 'source', 'headers', 'recipients'];
const find = id => document.getElementById(id);
const list = find('list');
const room = find('room');

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const calendar = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });

let epoch = 0;
let mails = [];      // newest first
let shown = [];      // the matching emails, newest first
let chosen = null;   // the number of the open email
let view = 'desktop';
let opening = 0;

function make(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (name in element && name !== 'role') element[name] = value; else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

async function ask(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) throw Object.assign(new Error(String(answer.status)), { status: answer.status });
  return answer.json();
}

// --- the list -------------------------------------------------------------

function prepare(mail) {
  mail.sought = [mail.to, mail.from, mail.fromName, mail.subject, mail.id || '', mail.fault || ''].join('\n').toLowerCase();
  if (mail.settlesIn !== undefined) {
    setTimeout(() => { mail.status = 'Delivered'; filter(); if (chosen === mail.number) open(mail.number, false); }, mail.settlesIn);
  }
  return mail;
}

function filter() {
  const words = find('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  const status = find('status').value, via = find('via').value, sender = find('sender').value;
  shown = mails.filter(mail => (!status || mail.status === status) && (!via || mail.via === via) && (!sender || mail.from === sender)
    && words.every(word => mail.sought.includes(word)));
  room.style.height = shown.length * rowHeight + 'px';
  find('count').textContent = mails.length ? t.count(shown.length, mails.length) : '';
  find('empty').hidden = shown.length > 0;
  find('empty').textContent = mails.length ? t.noMatch : t.none;
  list.hidden = shown.length === 0;
  find('clear').disabled = mails.length === 0;
  draw();
  drawBar();
}

// Only the visible rows are in the page, so ten thousand emails take no longer than twenty.
function draw() {
  const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - 5);
  const last = Math.min(shown.length, Math.ceil((list.scrollTop + list.clientHeight) / rowHeight) + 5);
  const rows = [];
  for (let i = first; i < last; i++) rows.push(row(shown[i], i));
  room.replaceChildren(...rows);
  const active = find('mail-' + chosen);
  if (active) list.setAttribute('aria-activedescendant', active.id); else list.removeAttribute('aria-activedescendant');
}

function row(mail, index) {
  const element = make('div', { className: 'row', id: 'mail-' + mail.number, role: 'option', 'aria-selected': mail.number === chosen, 'aria-setsize': shown.length, 'aria-posinset': index + 1 },
    make('span', { className: 'to', textContent: mail.to }),
    make('time', { textContent: clock.format(mail.time) }),
    make('span', { className: 'subject', textContent: mail.subject }),
    make('span', { className: 'marks' }, ...marks(mail)));
  element.style.top = index * rowHeight + 'px';
  element.addEventListener('click', () => open(mail.number, true));
  return element;
}

function marks(mail) {
  const found = [make('span', { className: 'mark ' + mail.status, textContent: t[mail.status] })];
  if (mail.fault) found.unshift(make('span', { className: 'mark fault', textContent: mail.fault }));
  if (mail.files) found.unshift(make('span', { className: 'mark', textContent: t.files(mail.files) }));
  return found;
}

function fill(id, all, values) {
  const select = find(id), before = select.value;
  select.replaceChildren(make('option', { value: '', textContent: all }), ...values.map(([value, text]) => make('option', { value, textContent: text })));
  select.value = values.some(([value]) => value === before) ? before : '';
}

function fillSenders() {
  const senders = [...new Set(mails.map(mail => mail.from))].sort();
  if (senders.length !== find('sender').options.length - 1) fill('sender', t.allSender, senders.map(sender => [sender, sender]));
}

// --- one email ------------------------------------------------------------

function drawBar() {
  const at = shown.findIndex(mail => mail.number === chosen);
  find('previous').disabled = at <= 0;
  find('next').disabled = at < 0 ? shown.length === 0 : at === shown.length - 1;
}

function step(by) {
  const at = shown.findIndex(mail => mail.number === chosen);
  const target = shown[at < 0 ? 0 : at + by];
  if (target) open(target.number, true);
}

async function open(number, scrolls) {
  chosen = number;
  const mine = ++opening;
  if (scrolls) show(shown.findIndex(mail => mail.number === number));
  draw();
  drawBar();
  let mail;
  try {
    mail = await ask('inbox/mails/' + number);
  } catch (problem) {
    if (mine === opening) { find('detail').hidden = false; find('subject').textContent = problem.status === 404 ? t.gone : t.lost; }
    return;
  }
  if (mine !== opening) return;
  find('detail').hidden = false;
  find('subject').textContent = mail.subject;
  const sender = mail.fromName ? mail.fromName + ' <' + mail.from + '>' : mail.from;
  const facts = [[t.from, sender], [t.to, mail.to]];
  if (mail.replyTo && mail.replyTo !== mail.from) facts.push([t.replyTo, mail.replyTo]);
  facts.push([t.time, calendar.format(mail.time)], [t.status, make('span', { className: 'mark ' + mail.status, textContent: t[mail.status] })]);
  if (mail.fault) facts.push([t.fault, make('span', { className: 'mark fault', textContent: mail.fault })]);
  if (mail.id) facts.push([t.id, mail.id]);
  facts.push([t.submission, t.of(mail.submission, mail.recipients.length) + ' · ' + t[mail.via]]);
  find('facts').replaceChildren(...facts.flatMap(([name, value]) => [make('dt', { textContent: name }), make('dd', {}, value)]));
  find('files').replaceChildren(...mail.attachments.map((file, i) =>
    make('a', { href: 'inbox/mails/' + number + '/attachments/' + i, download: file.name, textContent: file.name + ' (' + size(file.length) + ')' })));
  drawTabs(mail);
}

const size = bytes => bytes < 1024 ? bytes + ' B' : bytes < 1048576 ? (bytes / 1024).toFixed(1) + ' KB' : (bytes / 1048576).toFixed(1) + ' MB';

function drawTabs(mail) {
  const tabs = views.map(name => make('button', { type: 'button', role: 'tab', id: 'tab-' + name, 'aria-controls': 'panel', 'aria-selected': name === view, tabIndex: name === view ? 0 : -1, textContent: t[name] }));
  tabs.forEach((tab, i) => {
    tab.addEventListener('click', () => choose(i, false));
    tab.addEventListener('keydown', event => {
      const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: views.length - 1 }[event.key];
      if (to !== undefined) { event.preventDefault(); event.stopPropagation(); choose((to + views.length) % views.length, true); }
    });
  });
  const choose = (i, focuses) => { view = views[i]; drawTabs(mail); if (focuses) find('tab-' + view).focus(); };
  find('tabs').replaceChildren(...tabs);
  find('panel').setAttribute('aria-labelledby', 'tab-' + view);
  find('panel').replaceChildren(...panel(mail));
}

function panel(mail) {
  const download = make('a', { href: 'inbox/mails/' + mail.number + '/eml', download: mail.number + '.eml', textContent: t.download });
  switch (view) {
    case 'text': return [make('pre', { textContent: mail.text })];
    case 'headers': return [table(mail.headers), make('p', {}, download)];
    case 'recipients': return [make('ul', {}, ...mail.recipients.map(to => make('li', { textContent: to })))];
    case 'source': return [mail.source === null ? table(mail.fields) : make('pre', { textContent: mail.source })];
    default: {
      // Without a name, so that no email can target it with a link; the policy in its response restricts it.
      const frame = make('iframe', { src: 'inbox/mails/' + mail.number + '/preview', title: t.preview, className: view });
      frame.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
      return mail.remote ? [make('p', { className: 'note', textContent: t.remote(mail.remote) }), frame] : [frame];
    }
  }
}

const table = pairs => make('table', {}, make('tbody', {}, ...pairs.map(([name, value]) =>
  make('tr', {}, make('th', { scope: 'row', textContent: name }), make('td', { textContent: value })))));

function close() {
  chosen = null;
  opening++;
  find('detail').hidden = true;
  draw();
  list.focus();
}

function show(index) {
  if (index < 0) return;
  const top = index * rowHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + rowHeight > list.scrollTop + list.clientHeight) list.scrollTop = top + rowHeight - list.clientHeight;
}

// --- arrival --------------------------------------------------------------

function forget(answer) {
  epoch = answer.epoch;
  mails = [];
  if (chosen !== null) { chosen = null; opening++; find('detail').hidden = true; }
}

function add(answer) {
  const fresh = answer.mails.filter(mail => !mails.length || mail.number > mails[0].number);
  if (!fresh.length) return;
  const scrolled = list.scrollTop;
  mails = fresh.map(prepare).reverse().concat(mails);
  const before = shown.length;
  fillSenders();
  filter();
  // A reader of an older email keeps its position.
  if (scrolled > 0) { list.scrollTop = scrolled + (shown.length - before) * rowHeight; draw(); }
  find('news').textContent = t.arrived(fresh.length);
}

async function start() {
  const first = await ask('inbox/mails?limit=100');
  epoch = first.epoch;
  mails = first.mails.map(prepare);
  fillSenders();
  filter();
  follow();
  while (mails.length && mails.length < first.total) {
    const oldest = mails[mails.length - 1].number;
    const more = await ask('inbox/mails?limit=5000&before=' + oldest);
    if (more.epoch !== epoch || !more.mails.length) break;
    mails = mails.concat(more.mails.map(prepare));
    fillSenders();
    filter();
  }
}

async function follow() {
  for (let wait = 500; ;) {
    try {
      const answer = await ask('inbox/changes?epoch=' + epoch + '&after=' + (mails.length ? mails[0].number : 0));
      wait = 500;
      find('connection').textContent = '';
      if (answer.epoch !== epoch) { forget(answer); fillSenders(); filter(); }
      add(answer);
      await new Promise(done => setTimeout(done, 100)); // a burst of emails is drawn ten times a second
    } catch {
      find('connection').textContent = t.lost;
      await new Promise(done => setTimeout(done, wait));
      wait = Math.min(wait * 2, 8000);
    }
  }
}

// --- the page -------------------------------------------------------------

document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
for (const element of document.querySelectorAll('[data-text]')) element.textContent = t[element.dataset.text];
for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', t[element.dataset.label]);
for (const element of document.querySelectorAll('[data-placeholder]')) element.placeholder = t[element.dataset.placeholder];
document.title = t.title;
fill('status', t.allStatus, ['Delivered', 'Sending', 'Failed', 'Refused'].map(name => [name, t[name]]));
fill('via', t.allVia, ['WebApi', 'Smtp'].map(name => [name, t[name]]));
fill('sender', t.allSender, []);

for (const id of ['search', 'status', 'via', 'sender']) find(id).addEventListener('input', () => { list.scrollTop = 0; filter(); });
list.addEventListener('scroll', draw);
addEventListener('resize', draw);
find('back').addEventListener('click', close);
find('previous').addEventListener('click', () => step(-1));
find('next').addEventListener('click', () => step(1));
find('clear').addEventListener('click', async () => {
  if (confirm(t.confirm)) await ask('inbox/clear', { method: 'POST', headers: { 'X-EmailCar-Inbox': '1' } });
});

addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const inList = event.target === list;
  if (event.key === 'j' || (inList && event.key === 'ArrowDown')) step(1);
  else if (event.key === 'k' || (inList && event.key === 'ArrowUp')) step(-1);
  else if (inList && event.key === 'Home' && shown.length) open(shown[0].number, true);
  else if (inList && event.key === 'End' && shown.length) open(shown[shown.length - 1].number, true);
  else if (inList && event.key === 'Enter' && chosen !== null) find('detail').focus();
  else if (event.key === '/') find('search').focus();
  else if (event.key === 'Escape' && chosen !== null) close();
  else return;
  event.preventDefault();
});

filter();
start().catch(() => { find('connection').textContent = t.lost; follow(); });
