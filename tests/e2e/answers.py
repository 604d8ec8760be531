"""What one woman says when she is asked about a topic, for walks through whole interviews."""

from __future__ import annotations

# What she says when asked about a topic, in her own words; anything else she has no more to say to.
CHINESE = {
    "name": "我叫王桂兰",
    "experience": "八年了，做过三十来家",
    "skills": "洗澡会，月子餐也行，催乳我不会",
    "salary": "一万二26天",
    "availability": "下个月初",
    "contact": "13812345678",
    "location": "现在住北京朝阳",
    "hometown": "河南周口的",
    "service_area": "北京都行",
    "history": "上一家做了两个月",
    "certificates": "育婴师证有，高级的",
    "languages": "普通话，河南话",
    "age": "属羊的，七九年的",
    "scenario": "我会马上告诉孩子妈妈",
}
ENGLISH = {
    "name": "My name is Mary",
    "job": "Nanny",
    "experience": "About six or seven years",
    "salary": "Eight to nine thousand a month",
    "availability": "Tomorrow",
    "contact": "13812345678",
    "location": "I live in Beijing",
    "age": "I'm 47",
    "hometown": "I'm from Zhoukou, Henan",
}
CHOSEN = {"job": "月嫂", "work_mode": "住家", "schedule": "月休四天", "health": "有", "background": "同意"}
