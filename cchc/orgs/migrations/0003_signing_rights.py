import cchc.orgs.signature
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0002_reorganisations'),
    ]

    operations = [
        migrations.CreateModel(
            name='SigningRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('name', models.CharField(max_length=150, verbose_name='họ và tên')),
                ('form', models.CharField(choices=[(cchc.orgs.signature.Form['HEAD'], 'Người đứng đầu ký'), (cchc.orgs.signature.Form['KT'], 'KT. (ký thay)'), (cchc.orgs.signature.Form['TL'], 'TL. (ký thừa lệnh)'), (cchc.orgs.signature.Form['TUQ'], 'TUQ. (ký thừa ủy quyền)'), (cchc.orgs.signature.Form['Q'], 'Q. (quyền)')], max_length=4, verbose_name='hình thức ký')),
                ('head', models.CharField(max_length=100, verbose_name='ký thay mặt chức danh')),
                ('title', models.CharField(blank=True, max_length=150, verbose_name='chức vụ người ký')),
                ('kinds', models.JSONField(blank=True, default=list, verbose_name='loại văn bản')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='số văn bản giao quyền')),
                ('document_on', models.DateField(blank=True, null=True, verbose_name='ngày văn bản')),
                ('valid_from', models.DateField(verbose_name='từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signing_rights', to='orgs.unit')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signing_rights', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['form', 'name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='orgs_signing_dates_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('form', cchc.orgs.signature.Form['TUQ']), _negated=True), models.Q(models.Q(('document_number', ''), _negated=True), ('document_on__isnull', False), ('valid_to__isnull', False)), _connector='OR'), name='orgs_authorised_by_document_for_a_time')],
            },
        ),
    ]
