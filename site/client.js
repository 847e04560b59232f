// Scrolls the sidebar to the current page. On a narrow screen the sidebar is part of a menu, which opens at its top.
const current = document.querySelector(".site-nav .current");
const menu = document.querySelector(".site-menu");
if (current && menu) {
  const distance = current.getBoundingClientRect().top - menu.getBoundingClientRect().top;
  menu.scrollTop += distance - menu.clientHeight / 2;
}
